"""What caches must forget: tags, told with the commit that changed what they stand for."""

from alembic import op

revision = "souk_0006"
down_revision = "souk_0005"

TABLE = """
CREATE TABLE souk.forgotten (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
    tags text[] NOT NULL,
    told_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX forgotten_transaction ON souk.forgotten (transaction);
"""

FORGET = """
CREATE FUNCTION souk.forget(which text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = souk, pg_temp AS $$
BEGIN
    PERFORM souk.calling_module();
    INSERT INTO souk.forgotten (tags) VALUES (which);
END $$;
"""

GRANTS = """
REVOKE ALL ON FUNCTION souk.forget FROM PUBLIC;
GRANT EXECUTE ON FUNCTION souk.forget TO souk_modules;
GRANT SELECT, DELETE ON souk.forgotten TO souk_dispatcher;
"""


def upgrade():
    for statements in (TABLE, FORGET, GRANTS):
        op.execute(statements)


def downgrade():
    op.execute("DROP FUNCTION souk.forget")
    op.execute("DROP TABLE souk.forgotten")
