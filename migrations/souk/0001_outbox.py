"""The outbox: events, and who hears them; the function that is the modules' only way to publish."""

from alembic import op

revision = "souk_0001"
down_revision = None

TABLES = """
CREATE TABLE souk.module (
    name text COLLATE "C" PRIMARY KEY,
    role name NOT NULL UNIQUE
);

-- The key is (position, published_at) since an event that staff correct keeps its place in the order.
CREATE TABLE souk.event (
    position bigint GENERATED ALWAYS AS IDENTITY,
    published_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    id uuid NOT NULL,
    type text COLLATE "C" NOT NULL,
    module text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    payload jsonb NOT NULL,
    older jsonb,
    context jsonb NOT NULL,
    PRIMARY KEY (position, published_at)
) PARTITION BY RANGE (published_at);
CREATE INDEX event_id ON souk.event (id);
CREATE INDEX event_published_at ON souk.event USING brin (published_at);

CREATE TABLE souk.subscription (
    event text COLLATE "C" NOT NULL,
    subscriber text COLLATE "C" NOT NULL,
    module text COLLATE "C" NOT NULL REFERENCES souk.module,
    reads text COLLATE "C" NOT NULL,
    replayable boolean NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (event, subscriber)
);

-- One index, and plans that do not ask the statistics: a queue is empty whenever they are taken.
CREATE TABLE souk.delivery (
    subscriber text COLLATE "C" NOT NULL,
    lane smallint NOT NULL,
    position bigint NOT NULL,
    published_at timestamptz NOT NULL,
    key text COLLATE "C" NOT NULL,
    attempts smallint NOT NULL DEFAULT 0,
    PRIMARY KEY (subscriber, lane, position)
) WITH (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0,
    autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 20000
);
"""

PARTITIONS = """
CREATE FUNCTION souk.partition_of(moment timestamptz) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT 'event_' || to_char(date_trunc('week', moment AT TIME ZONE 'UTC'), 'YYYYMMDD')
$$;

CREATE FUNCTION souk.make_partitions(ahead interval) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = souk, pg_temp AS $$
DECLARE
    week timestamptz := date_trunc('week', clock_timestamp(), 'UTC');
    made integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(7271);
    WHILE week <= clock_timestamp() + ahead LOOP
        IF to_regclass(souk.partition_of(week)) IS NULL THEN
            -- Attached rather than created in place: that would lock publishers out.
            EXECUTE format('CREATE TABLE souk.%I (LIKE souk.event)', souk.partition_of(week));
            EXECUTE format('ALTER TABLE souk.event ATTACH PARTITION souk.%I FOR VALUES FROM (%L) TO (%L)',
                souk.partition_of(week), week, week + interval '7 days');
            made := made + 1;
        END IF;
        week := week + interval '7 days';
    END LOOP;
    RETURN made;
END $$;

SELECT souk.make_partitions('14 days');
"""

CALLER = """
CREATE FUNCTION souk.calling_module() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = souk, pg_temp AS $$
DECLARE
    found text := (SELECT name FROM souk.module WHERE role = session_user);
BEGIN
    IF found IS NULL THEN
        RAISE insufficient_privilege USING MESSAGE = format('%s is no module''s role', session_user);
    END IF;
    RETURN found;
END $$;
"""

WRITE = """
CREATE FUNCTION souk.name_of(wire text) RETURNS text LANGUAGE sql IMMUTABLE
AS $$ SELECT regexp_replace(wire, '\\.v[0-9]+$', '') $$;

CREATE FUNCTION souk.lane_of(key text) RETURNS smallint LANGUAGE sql STABLE
AS $$ SELECT (crc32(convert_to(key, 'UTF8')) % 16)::smallint $$;

CREATE FUNCTION souk.write_outbox(events jsonb, jobs jsonb, context jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = souk, pg_temp AS $$
DECLARE
    publisher text := souk.calling_module();
BEGIN
    IF EXISTS (
        SELECT FROM jsonb_array_elements(events) AS message
        WHERE split_part(message->>'type', '.', 1) <> publisher
            AND souk.name_of(message->>'type') <> 'souk.staff_acted'
        UNION ALL
        SELECT FROM jsonb_array_elements(jobs) AS message
        WHERE split_part(message->>'type', '.', 1) <> publisher
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = format('%s speaks in its own name only', publisher);
    END IF;

    -- Nobody becomes a subscriber between our reading of the subscriptions and our commit.
    PERFORM pg_advisory_xact_lock_shared(7270);
    -- Made long before they are needed; but a shop whose workers stood still for weeks must go on selling.
    IF to_regclass(souk.partition_of(clock_timestamp())) IS NULL THEN
        PERFORM souk.make_partitions('14 days');
    END IF;

    WITH written AS (
        INSERT INTO souk.event (id, type, module, key, payload, older, context)
        SELECT e.id, e.type, publisher, coalesce(nullif(e.key, ''), e.id::text), e.payload, e.older,
               write_outbox.context
        FROM jsonb_to_recordset(events) AS e (id uuid, type text, key text, payload jsonb, older jsonb)
        RETURNING event.position, event.published_at, event.type, event.key
    )
    INSERT INTO souk.delivery (subscriber, lane, position, published_at, key)
    SELECT s.subscriber, souk.lane_of(w.key), w.position, w.published_at, w.key
    FROM written w JOIN souk.subscription s ON s.event = souk.name_of(w.type);

    IF jobs <> '[]' THEN
        PERFORM souk.write_jobs(publisher, jobs, context);
    END IF;
END $$;
"""

GRANTS = """
REVOKE ALL ON FUNCTION souk.calling_module(), souk.write_outbox(jsonb, jsonb, jsonb),
    souk.make_partitions(interval) FROM PUBLIC;
GRANT USAGE ON SCHEMA souk TO souk_modules, souk_dispatcher;
GRANT EXECUTE ON FUNCTION souk.write_outbox(jsonb, jsonb, jsonb) TO souk_modules;
GRANT EXECUTE ON FUNCTION souk.make_partitions(interval) TO souk_dispatcher;
GRANT SELECT ON souk.module TO souk_dispatcher;
GRANT SELECT ON souk.event TO souk_dispatcher;
GRANT SELECT, INSERT, UPDATE, DELETE ON souk.subscription, souk.delivery TO souk_dispatcher;
"""


def upgrade():
    for statements in (TABLES, PARTITIONS, CALLER, WRITE, GRANTS):
        op.execute(statements)


def downgrade():
    op.execute("DROP FUNCTION souk.write_outbox, souk.make_partitions, souk.calling_module")
    op.execute("DROP FUNCTION souk.lane_of, souk.name_of, souk.partition_of")
    op.execute("DROP TABLE souk.delivery, souk.subscription, souk.event, souk.module")
