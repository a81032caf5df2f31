"""The beginning of payments: an empty schema."""

revision = "payments_0001"
down_revision = None


def upgrade():
    pass


def downgrade():
    pass
