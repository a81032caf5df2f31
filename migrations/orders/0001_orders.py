"""Orders, and the errands that they have run."""

revision = "orders_0001"
down_revision = None


def upgrade():
    pass


def downgrade():
    pass
