"""What live streams show, kept for a day; tickets that open one; which dead letters staff were told of."""

from alembic import op

revision = "souk_0007"
down_revision = "souk_0006"

TABLES = """
-- The content is finished JSON: text, so that what is sent is exactly what was written.
CREATE TABLE souk.live_message (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text COLLATE "C" NOT NULL,
    content text NOT NULL,
    person uuid,
    capability text COLLATE "C",
    told_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK (num_nonnulls(person, capability) = 1)
);
CREATE INDEX live_message_person ON souk.live_message (person, id) WHERE person IS NOT NULL;
CREATE INDEX live_message_capability ON souk.live_message (capability, id) WHERE capability IS NOT NULL;
CREATE INDEX live_message_told_at ON souk.live_message USING brin (told_at);

-- Up to which id messages have been forgotten: whoever saw less than that has missed something.
CREATE TABLE souk.live_horizon (forgotten bigint NOT NULL);

CREATE TABLE souk.live_ticket (
    digest bytea PRIMARY KEY,
    sealed bytea NOT NULL,
    until timestamptz NOT NULL
);

ALTER TABLE souk.dead_letter ADD COLUMN told boolean NOT NULL DEFAULT false;
CREATE INDEX dead_letter_untold ON souk.dead_letter (id) WHERE NOT told;
"""

# One writer at a time, until it has committed: so the ids follow the commits, and "after this id" misses
# nothing. Whoever calls it does so with the last statement before the commit.
TELL = """
CREATE FUNCTION souk.tell(notices jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = souk, pg_temp AS $$
BEGIN
    PERFORM souk.calling_module();
    PERFORM pg_advisory_xact_lock(7273);
    INSERT INTO souk.live_message (kind, content, person, capability)
    SELECT n.kind, n.content, n.person, n.capability
    FROM jsonb_to_recordset(notices) AS n (kind text, content text, person uuid, capability text);
END $$;
"""

GRANTS = """
REVOKE ALL ON FUNCTION souk.tell FROM PUBLIC;
GRANT EXECUTE ON FUNCTION souk.tell TO souk_modules, souk_dispatcher;
GRANT SELECT, INSERT, DELETE ON souk.live_message, souk.live_horizon, souk.live_ticket TO souk_dispatcher;
"""


def upgrade():
    for statements in (TABLES, TELL, GRANTS):
        op.execute(statements)


def downgrade():
    op.execute("DROP FUNCTION souk.tell")
    op.execute("ALTER TABLE souk.dead_letter DROP COLUMN told")
    op.execute("DROP TABLE souk.live_ticket, souk.live_horizon, souk.live_message")
