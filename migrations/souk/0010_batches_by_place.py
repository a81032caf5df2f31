"""Batches are taken by the place of each delivery, however empty the table was when the plan was made."""

from alembic import op

revision = "souk_0010"
down_revision = "souk_0009"

# The settings keep each plan on the one index, however empty the tables were when it was made.
FUNCTION = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = souk, pg_temp SET enable_seqscan = off"
TAKE = f"""
CREATE OR REPLACE FUNCTION souk.take_deliveries(
    wanted text, lanes smallint[], positions bigint[], worker uuid
) RETURNS integer {FUNCTION} SET enable_mergejoin = off AS $$
DECLARE
    taken integer;
BEGIN
    {{delete}};
    GET DIAGNOSTICS taken = ROW_COUNT;
    RETURN taken;
END $$;
"""
OURS = """(
        SELECT l.lane FROM souk.lane l, souk.module m WHERE l.subscriber = wanted AND l.owner = worker
            AND m.role = session_user AND m.name = split_part(wanted, '.', 1)
    )"""
# A join may look through a whole lane, and all that is dead there, for each row.
BY_PLACE = f"""DELETE FROM souk.delivery d WHERE d.ctid = ANY (ARRAY(
        SELECT f.ctid FROM unnest(lanes, positions) AS w (lane, position) CROSS JOIN LATERAL (
            SELECT f.ctid FROM souk.delivery f
            WHERE f.subscriber = wanted AND f.lane = w.lane AND f.position = w.position LIMIT 1
        ) f WHERE w.lane IN {OURS}
    ))"""
BY_JOIN = f"""DELETE FROM souk.delivery d USING unnest(lanes, positions) AS w (lane, position)
    WHERE d.subscriber = wanted AND d.lane = w.lane AND d.position = w.position AND d.lane IN {OURS}"""


def upgrade():
    op.execute(TAKE.format(delete=BY_PLACE))


def downgrade():
    op.execute(TAKE.format(delete=BY_JOIN))
