"""Idempotency keys: who claimed which, until when, and what was answered."""

from alembic import op

revision = "souk_0005"
down_revision = "souk_0004"

TABLE = """
CREATE TABLE souk.claimed_key (
    scope bytea NOT NULL,
    key text COLLATE "C" NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    fingerprint bytea NOT NULL,
    token uuid NOT NULL,
    leased_until timestamptz NOT NULL,
    answer bytea,
    claimed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (scope, key)
);
CREATE INDEX claimed_key_age ON souk.claimed_key (claimed_at);
"""

KEEP = """
CREATE FUNCTION souk.keep_answer(which bytea, named text, mine uuid, given bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = souk, pg_temp AS $$
BEGIN
    PERFORM souk.calling_module();
    UPDATE souk.claimed_key SET answer = given
    WHERE scope = which AND key = named AND token = mine AND answer IS NULL;
    RETURN FOUND;
END $$;
"""

GRANTS = """
REVOKE ALL ON FUNCTION souk.keep_answer FROM PUBLIC;
GRANT EXECUTE ON FUNCTION souk.keep_answer TO souk_modules;
GRANT SELECT, INSERT, UPDATE, DELETE ON souk.claimed_key TO souk_dispatcher;
"""


def upgrade():
    for statements in (TABLE, KEEP, GRANTS):
        op.execute(statements)


def downgrade():
    op.execute("DROP FUNCTION souk.keep_answer")
    op.execute("DROP TABLE souk.claimed_key")
