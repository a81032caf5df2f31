"""Which connection a worker lives by: when the server has lost it, the worker is dead."""

from alembic import op

revision = "souk_0008"
down_revision = "souk_0007"


def upgrade():
    op.execute("ALTER TABLE souk.worker ADD COLUMN backend integer, ADD COLUMN backend_start timestamptz")


def downgrade():
    op.execute("ALTER TABLE souk.worker DROP COLUMN backend, DROP COLUMN backend_start")
