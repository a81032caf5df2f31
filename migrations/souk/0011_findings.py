"""What the doctor found at its last round, and what is left behind in the server, as its owner sees it."""

from alembic import op

revision = "souk_0011"
down_revision = "souk_0010"

TABLES = """
CREATE TABLE souk.finding (
    "check" text PRIMARY KEY,
    well boolean NOT NULL,
    looked_at timestamptz NOT NULL
);

-- One row: when the next round is due. Who begins one moves it, so that one worker makes each round.
CREATE TABLE souk.round (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    due_at timestamptz NOT NULL
);
"""

# Other roles' sessions are hidden from the platform's role. What the owner sees of them is counted here; one
# that is no superuser sees them if it was given pg_read_all_stats.
LEFT_BEHIND = """
CREATE FUNCTION souk.left_behind(
    OUT idle bigint, OUT blocked bigint, OUT prepared bigint, OUT connections bigint, OUT hidden bigint,
    OUT allowed integer, OUT orphans bigint
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = souk, pg_temp AS $$
    WITH client AS (
        SELECT * FROM pg_stat_activity
        WHERE datname IS NOT NULL AND coalesce(backend_type, 'client backend') = 'client backend'
    ), session AS (SELECT * FROM client WHERE datname = current_database())
    SELECT
        (SELECT count(*) FROM session WHERE state LIKE 'idle in transaction%'
            AND state_change < clock_timestamp() - interval '5 seconds'),
        (SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted
            AND waitstart < clock_timestamp() - interval '5 seconds'
            AND pid IN (SELECT pid FROM session)),
        (SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database()),
        (SELECT count(*) FROM client),
        (SELECT count(*) FROM session WHERE backend_type IS NULL),
        current_setting('max_connections')::integer,
        (SELECT count(*) FROM souk.job LEFT JOIN souk.job_worker ON job_worker.id = job.worker
            WHERE job.state = 'running'
                AND coalesce(job_worker.alive_until, job.started_at)
                    < clock_timestamp() - interval '1 minute')
$$;
"""

GRANTS = """
REVOKE ALL ON FUNCTION souk.left_behind FROM PUBLIC;
GRANT EXECUTE ON FUNCTION souk.left_behind TO souk_dispatcher;
GRANT SELECT, INSERT, UPDATE, DELETE ON souk.finding, souk.round TO souk_dispatcher;
"""


def upgrade():
    for statements in (TABLES, LEFT_BEHIND, GRANTS):
        op.execute(statements)


def downgrade():
    op.execute("DROP FUNCTION souk.left_behind")
    op.execute("DROP TABLE souk.round, souk.finding")
