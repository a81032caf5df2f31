"""A subscriber that speaks for webhooks rests while none wants its event: nothing is delivered to it."""

from alembic import op

revision = "souk_0013"
down_revision = "souk_0012"

RESTS = "ALTER TABLE souk.subscription ADD COLUMN rests boolean NOT NULL DEFAULT false"

# Publishers that are half-way are waited for, and whoever comes later reads what we leave: a webhook is told
# of all that is committed after it was made.
WAKE = """
CREATE FUNCTION souk.wake_subscriptions() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = souk, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(7270);
    UPDATE souk.subscription s SET rests = NOT s.rests
    WHERE s.subscriber LIKE 'souk.tell\\_outside\\_of\\_%' AND s.rests = EXISTS (
        SELECT FROM souk.webhook w WHERE w.events @> ARRAY[s.reads::text] AND w.disabled_at IS NULL
    );
END $$;

CREATE FUNCTION souk.heed_webhooks() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = souk, pg_temp AS $$
BEGIN
    PERFORM souk.wake_subscriptions();
    RETURN NULL;
END $$;
CREATE TRIGGER heeded AFTER INSERT OR DELETE OR UPDATE OF events, disabled_at ON souk.webhook
    FOR EACH STATEMENT EXECUTE FUNCTION souk.heed_webhooks();
"""

WRITE = """
CREATE OR REPLACE FUNCTION souk.write_outbox(events jsonb, jobs jsonb, context jsonb) RETURNS void
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
    FROM written w JOIN souk.subscription s ON s.event = souk.name_of(w.type) {awake};

    IF jobs <> '[]' THEN
        PERFORM souk.write_jobs(publisher, jobs, context);
    END IF;
END $$;
"""

GRANTS = """
REVOKE ALL ON FUNCTION souk.wake_subscriptions, souk.heed_webhooks FROM PUBLIC;
GRANT EXECUTE ON FUNCTION souk.wake_subscriptions TO souk_dispatcher;
"""


def upgrade():
    op.execute(RESTS)
    op.execute(WAKE)
    op.execute(WRITE.format(awake="AND NOT s.rests"))
    op.execute(GRANTS)
    op.execute("SELECT souk.wake_subscriptions()")


def downgrade():
    op.execute(WRITE.format(awake=""))
    op.execute("DROP TRIGGER heeded ON souk.webhook")
    op.execute("DROP FUNCTION souk.heed_webhooks, souk.wake_subscriptions")
    op.execute("ALTER TABLE souk.subscription DROP COLUMN rests")
