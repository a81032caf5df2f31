"""Delivering: who holds which lane, which keys wait and why, what died; how a module takes its own."""

from alembic import op

revision = "souk_0002"
down_revision = "souk_0001"

TABLES = """
CREATE TABLE souk.worker (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    hears jsonb NOT NULL,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    alive_until timestamptz NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_scale_factor = 0);

-- A worker that is buried leaves its lanes free, with the mark of what it had fetched.
CREATE TABLE souk.lane (
    subscriber text COLLATE "C" NOT NULL,
    lane smallint NOT NULL,
    owner uuid REFERENCES souk.worker ON DELETE SET NULL,
    mark bigint,
    PRIMARY KEY (subscriber, lane)
) WITH (fillfactor = 50, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_scale_factor = 0);

-- A key of which this subscriber hears nothing until then; without a date: until somebody acts.
CREATE TABLE souk.hold (
    subscriber text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    lane smallint NOT NULL,
    until timestamptz,
    reason text NOT NULL,
    running boolean NOT NULL DEFAULT false,
    since timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (subscriber, key)
);
CREATE INDEX hold_due ON souk.hold (subscriber, lane, until);

CREATE TABLE souk.held_delivery (
    subscriber text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    published_at timestamptz NOT NULL,
    lane smallint NOT NULL,
    attempts smallint NOT NULL DEFAULT 0,
    suspect boolean NOT NULL DEFAULT false,
    PRIMARY KEY (subscriber, key, position)
);

CREATE TABLE souk.dead_letter (
    id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    subscriber text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    published_at timestamptz NOT NULL,
    lane smallint NOT NULL,
    key text COLLATE "C" NOT NULL,
    attempts smallint NOT NULL,
    reason text NOT NULL,
    parks boolean NOT NULL,
    died_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (subscriber, position)
);

CREATE VIEW souk.pending AS
    SELECT subscriber, lane, key, position, published_at, attempts, false AS held FROM souk.delivery
    UNION ALL
    SELECT subscriber, lane, key, position, published_at, attempts, true FROM souk.held_delivery;
"""

# The settings keep each plan on the one index, however empty the tables were when it was made.
FUNCTION = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = souk, pg_temp SET enable_seqscan = off"

# The module takes what is its own, by the worker that holds the lane now: a buried one takes nothing.
ALLOWED = """EXISTS (
        SELECT FROM souk.lane l, souk.module m
        WHERE l.subscriber = wanted AND l.lane = in_lane AND l.owner = worker
            AND m.role = session_user AND m.name = split_part(wanted, '.', 1)
    )"""

TAKE = f"""
CREATE FUNCTION souk.take_delivery(
    wanted text, in_lane smallint, of_key text, at bigint, worker uuid, is_held boolean
) RETURNS boolean {FUNCTION} AS $$
BEGIN
    IF is_held THEN
        DELETE FROM souk.held_delivery
        WHERE subscriber = wanted AND key = of_key AND position = at AND lane = in_lane AND {ALLOWED};
    ELSE
        DELETE FROM souk.delivery
        WHERE subscriber = wanted AND lane = in_lane AND position = at AND {ALLOWED};
    END IF;
    RETURN FOUND;
END $$;

CREATE FUNCTION souk.count_attempt(
    wanted text, in_lane smallint, of_key text, at bigint, worker uuid, is_held boolean, more integer
) RETURNS boolean {FUNCTION} AS $$
BEGIN
    IF is_held THEN
        UPDATE souk.held_delivery SET attempts = attempts + more
        WHERE subscriber = wanted AND key = of_key AND position = at AND lane = in_lane AND {ALLOWED};
    ELSE
        UPDATE souk.delivery SET attempts = attempts + more
        WHERE subscriber = wanted AND lane = in_lane AND position = at AND {ALLOWED};
    END IF;
    RETURN FOUND;
END $$;

CREATE FUNCTION souk.take_deliveries(wanted text, lanes smallint[], positions bigint[], worker uuid)
RETURNS integer {FUNCTION} SET enable_mergejoin = off AS $$
DECLARE
    taken integer;
BEGIN
    DELETE FROM souk.delivery d USING unnest(lanes, positions) AS w (lane, position)
    WHERE d.subscriber = wanted AND d.lane = w.lane AND d.position = w.position AND d.lane IN (
        SELECT l.lane FROM souk.lane l, souk.module m WHERE l.subscriber = wanted AND l.owner = worker
            AND m.role = session_user AND m.name = split_part(wanted, '.', 1)
    );
    GET DIAGNOSTICS taken = ROW_COUNT;
    RETURN taken;
END $$;
"""

LIFT = f"""
CREATE FUNCTION souk.lift_hold(of_subscriber text, of_key text, worker uuid) RETURNS boolean {FUNCTION} AS $$
BEGIN
    -- Whoever sets a delivery aside locks its hold: after this lock, what is held is all there to be seen.
    PERFORM FROM souk.hold h JOIN souk.lane l ON l.subscriber = h.subscriber AND l.lane = h.lane
        WHERE h.subscriber = of_subscriber AND h.key = of_key AND l.owner = worker FOR UPDATE OF h;
    IF NOT FOUND OR EXISTS (
        SELECT FROM souk.held_delivery d WHERE d.subscriber = of_subscriber AND d.key = of_key
    ) THEN
        RETURN false;
    END IF;
    DELETE FROM souk.hold h WHERE h.subscriber = of_subscriber AND h.key = of_key;
    RETURN true;
END $$;
"""

# The dispatcher writes no events, but for the corrected copy of one that died, in its place of the order.
CORRECT = f"""
CREATE FUNCTION souk.correct_event(
    at bigint, of_time timestamptz, new_id uuid, corrected jsonb, by_whom jsonb
) RETURNS timestamptz {FUNCTION} AS $$
DECLARE
    new_time timestamptz;
BEGIN
    INSERT INTO souk.event (position, id, type, module, key, payload, context) OVERRIDING SYSTEM VALUE
    SELECT e.position, new_id, e.type, e.module, e.key, corrected,
           by_whom || jsonb_build_object('causation', e.id)
    FROM souk.event e JOIN souk.dead_letter d USING (position, published_at)
    WHERE e.position = at AND e.published_at = of_time LIMIT 1
    RETURNING published_at INTO STRICT new_time;
    RETURN new_time;
END $$;
"""

# One week a call, so that publishers, who are locked out for the moment of its going, wait for one only.
# Replaying holds the same lock, shared: it makes deliveries that point far back.
RETENTION = """
CREATE FUNCTION souk.drop_old_week(keep interval) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = souk, pg_temp SET timezone = 'UTC' SET lock_timeout = '250ms' AS $$
DECLARE
    old text;
BEGIN
    IF NOT pg_try_advisory_xact_lock(7272) THEN
        RETURN NULL;
    END IF;
    SELECT c.relname INTO old
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid,
        LATERAL (SELECT to_timestamp(substr(c.relname, 7), 'YYYYMMDD') AS begins) first,
        LATERAL (SELECT begins, begins + interval '7 days' AS ends) week
    WHERE i.inhparent = 'souk.event'::regclass AND week.ends < clock_timestamp() - keep
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

GRANTS = """
REVOKE ALL ON FUNCTION souk.take_delivery, souk.take_deliveries, souk.count_attempt, souk.lift_hold,
    souk.correct_event, souk.drop_old_week FROM PUBLIC;
GRANT EXECUTE ON FUNCTION souk.take_delivery, souk.take_deliveries, souk.count_attempt TO souk_modules;
GRANT EXECUTE ON FUNCTION souk.lift_hold, souk.correct_event, souk.drop_old_week TO souk_dispatcher;
GRANT SELECT, INSERT, UPDATE, DELETE
    ON souk.worker, souk.lane, souk.hold, souk.held_delivery, souk.dead_letter TO souk_dispatcher;
GRANT SELECT ON souk.pending TO souk_dispatcher;
"""


def upgrade():
    for statements in (TABLES, TAKE, LIFT, CORRECT, RETENTION, GRANTS):
        op.execute(statements)


def downgrade():
    op.execute("DROP FUNCTION souk.take_delivery, souk.take_deliveries, souk.count_attempt, souk.lift_hold")
    op.execute("DROP FUNCTION souk.correct_event, souk.drop_old_week")
    op.execute("DROP VIEW souk.pending")
    op.execute("DROP TABLE souk.dead_letter, souk.held_delivery, souk.hold, souk.lane, souk.worker")
