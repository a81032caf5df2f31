"""Outgoing webhooks: who is told what, each delivery, and every attempt at it."""

from alembic import op

revision = "souk_0009"
down_revision = "souk_0008"

TABLES = """
-- Secrets are not stored: they derive from the instance's secret, the id and the number.
CREATE TABLE souk.webhook (
    id uuid PRIMARY KEY,
    url text NOT NULL,
    description text NOT NULL,
    events text[] NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    secret_number integer NOT NULL DEFAULT 1,
    rotated_at timestamptz,
    failures integer NOT NULL DEFAULT 0,
    failing_since timestamptz,
    rests_until timestamptz,
    disabled_at timestamptz,
    disabled_because text NOT NULL DEFAULT ''
);
CREATE INDEX webhook_events ON souk.webhook USING gin (events) WHERE disabled_at IS NULL;

-- The body is finished JSON, kept as text: what is signed is what is sent, at every attempt the same.
CREATE TABLE souk.webhook_delivery (
    id uuid PRIMARY KEY,
    webhook uuid NOT NULL REFERENCES souk.webhook ON DELETE CASCADE,
    type text COLLATE "C" NOT NULL,
    body text NOT NULL,
    state text COLLATE "C" NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'given_up')),
    attempts integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    give_up_at timestamptz NOT NULL,
    next_at timestamptz,
    ended_at timestamptz
);
CREATE INDEX webhook_delivery_of ON souk.webhook_delivery (webhook, id);
CREATE INDEX webhook_delivery_age ON souk.webhook_delivery (created_at);

CREATE TABLE souk.webhook_attempt (
    delivery uuid NOT NULL REFERENCES souk.webhook_delivery ON DELETE CASCADE,
    number integer NOT NULL,
    at timestamptz NOT NULL,
    seconds double precision NOT NULL,
    status integer,
    error text NOT NULL,
    PRIMARY KEY (delivery, number)
);
"""

# The platform does jobs and hears events like a module, under the dispatcher's role.
GRANTS = """
GRANT SELECT, INSERT, UPDATE, DELETE
    ON souk.webhook, souk.webhook_delivery, souk.webhook_attempt TO souk_dispatcher;
GRANT EXECUTE ON FUNCTION souk.holds_job, souk.finish_job, souk.take_delivery, souk.take_deliveries,
    souk.count_attempt TO souk_dispatcher;
"""


def upgrade():
    for statements in (TABLES, GRANTS):
        op.execute(statements)


def downgrade():
    op.execute("""
        REVOKE EXECUTE ON FUNCTION souk.holds_job, souk.finish_job, souk.take_delivery, souk.take_deliveries,
            souk.count_attempt FROM souk_dispatcher
    """)
    op.execute("DROP TABLE souk.webhook_attempt, souk.webhook_delivery, souk.webhook")
