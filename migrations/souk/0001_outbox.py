"""The outbox: events, their deliveries; and the functions that are the modules' only way to them."""

from alembic import op

revision = "souk_0001"
down_revision = None

TABLES = """
CREATE TABLE souk.module (
    name text PRIMARY KEY,
    role name NOT NULL UNIQUE
);

CREATE TABLE souk.event (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id uuid NOT NULL UNIQUE,
    type text NOT NULL,
    module text NOT NULL,
    key text NOT NULL,
    payload jsonb NOT NULL,
    context jsonb NOT NULL,
    published_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE souk.subscription (
    subscriber text NOT NULL,
    type text NOT NULL,
    module text NOT NULL REFERENCES souk.module,
    PRIMARY KEY (type, subscriber)
);

CREATE TABLE souk.delivery (
    subscriber text NOT NULL,
    position bigint NOT NULL REFERENCES souk.event,
    module text NOT NULL,
    key text NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    not_before timestamptz NOT NULL DEFAULT clock_timestamp(),
    reason text NOT NULL DEFAULT '',
    PRIMARY KEY (subscriber, position)
);
CREATE INDEX delivery_due ON souk.delivery (not_before, position);
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
CREATE FUNCTION souk.write_outbox(events jsonb, jobs jsonb, context jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = souk, pg_temp AS $$
DECLARE
    publisher text := souk.calling_module();
BEGIN
    IF EXISTS (
        SELECT FROM jsonb_array_elements(events || jobs) AS message
        WHERE split_part(message->>'type', '.', 1) NOT IN (publisher, 'souk')
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = format('%s speaks in its own name only', publisher);
    END IF;

    WITH written AS (
        INSERT INTO souk.event (id, type, module, key, payload, context)
        SELECT e.id, e.type, publisher, e.key, e.payload, write_outbox.context
        FROM jsonb_to_recordset(events) AS e (id uuid, type text, key text, payload jsonb)
        RETURNING event.position, event.type, event.key
    )
    INSERT INTO souk.delivery (subscriber, position, module, key)
    SELECT s.subscriber, w.position, s.module, w.key
    FROM written w JOIN souk.subscription s USING (type);

    IF jobs <> '[]' THEN
        PERFORM souk.write_jobs(publisher, jobs, context);
    END IF;
END $$;
"""

TAKE = """
CREATE FUNCTION souk.take_delivery(wanted text, at bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = souk, pg_temp AS $$
DECLARE
    taker text := souk.calling_module();
BEGIN
    DELETE FROM souk.delivery WHERE subscriber = wanted AND position = at AND module = taker;
    RETURN FOUND;
END $$;
"""

GRANTS = """
REVOKE ALL ON FUNCTION souk.calling_module(), souk.write_outbox(jsonb, jsonb, jsonb),
    souk.take_delivery(text, bigint) FROM PUBLIC;
GRANT USAGE ON SCHEMA souk TO souk_modules, souk_dispatcher;
GRANT EXECUTE ON FUNCTION souk.write_outbox(jsonb, jsonb, jsonb), souk.take_delivery(text, bigint)
    TO souk_modules;
GRANT SELECT ON souk.event, souk.subscription TO souk_dispatcher;
GRANT SELECT, UPDATE ON souk.delivery TO souk_dispatcher;
GRANT INSERT, DELETE ON souk.subscription TO souk_dispatcher;
"""


def upgrade():
    for statements in (TABLES, CALLER, WRITE, TAKE, GRANTS):
        op.execute(statements)


def downgrade():
    op.execute("DROP FUNCTION souk.take_delivery, souk.write_outbox, souk.calling_module")
    op.execute("DROP TABLE souk.delivery, souk.subscription, souk.event, souk.module")
