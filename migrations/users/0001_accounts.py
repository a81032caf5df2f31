"""Accounts, sessions, and what the staff did."""

import sqlalchemy as sa
from alembic import op

revision = "users_0001"
down_revision = None


def upgrade():
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("email", sa.String, nullable=False),
        sa.Column("first_name", sa.String, nullable=False),
        sa.Column("last_name", sa.String, nullable=False),
        sa.Column("password_hash", sa.String, nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("roles", sa.ARRAY(sa.String), nullable=False),
        sa.UniqueConstraint("email", name="account_email_key"),
        schema="users",
    )
    op.create_table(
        "session",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("account_id", sa.Uuid, sa.ForeignKey("users.account.id"), nullable=False, index=True),
        sa.Column("refresh_digest", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        schema="users",
    )
    op.create_table(
        "staff_action",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("actor_id", sa.Uuid, nullable=False, index=True),
        sa.Column("capability", sa.String, nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        schema="users",
    )


def downgrade():
    op.drop_table("staff_action", schema="users")
    op.drop_table("session", schema="users")
    op.drop_table("account", schema="users")
