"""The weeks of history are found before their names are read: a plan may look at all tables' names."""

from alembic import op

revision = "souk_0012"
down_revision = "souk_0011"

DROP = """
CREATE OR REPLACE FUNCTION souk.drop_old_week(keep interval) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = souk, pg_temp SET timezone = 'UTC' SET lock_timeout = '250ms' AS $$
DECLARE
    old text;
BEGIN
    IF NOT pg_try_advisory_xact_lock(7272) THEN
        RETURN NULL;
    END IF;
    WITH part AS {materialized} (
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'souk.event'::regclass
    )
    SELECT part.relname INTO old
    FROM part,
        LATERAL (SELECT to_timestamp(substr(part.relname, 7), 'YYYYMMDD') AS begins) first,
        LATERAL (SELECT begins, begins + interval '7 days' AS ends) week
    WHERE week.ends < clock_timestamp() - keep
        AND NOT EXISTS (
            SELECT FROM souk.pending p WHERE p.published_at >= week.begins AND p.published_at < week.ends)
        AND NOT EXISTS (
            SELECT FROM souk.dead_letter d WHERE d.published_at >= week.begins AND d.published_at < week.ends)
    ORDER BY week.begins LIMIT 1;
    IF old IS NOT NULL THEN
        EXECUTE format('ALTER TABLE souk.event DETACH PARTITION souk.%I', old);
        EXECUTE format('DROP TABLE souk.%I', old);
    END IF;
    RETURN old;
EXCEPTION WHEN lock_not_available THEN
    RETURN NULL;
END $$;
"""


def upgrade():
    op.execute(DROP.format(materialized="MATERIALIZED"))


def downgrade():
    op.execute(DROP.format(materialized="NOT MATERIALIZED"))
