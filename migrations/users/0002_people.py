"""What people have beside their account: sessions, links, addresses, roles, mail; and the audit chain."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "users_0002"
down_revision = "users_0001"

MOMENT = sa.DateTime(timezone=True)

GUARD = """
CREATE FUNCTION users.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what the staff did is never changed' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER staff_action_stays BEFORE UPDATE OR DELETE ON users.staff_action
    FOR EACH STATEMENT EXECUTE FUNCTION users.refuse_change();
"""
UNGUARD = """
DROP TRIGGER staff_action_stays ON users.staff_action;
DROP FUNCTION users.refuse_change();
"""


def upgrade():
    widen_accounts()
    widen_sessions()
    make_links_and_limits()
    make_books()
    make_mail()
    op.add_column("staff_action", sa.Column("previous", sa.String, unique=True), schema="users")
    op.add_column("staff_action", sa.Column("link", sa.String, unique=True), schema="users")
    op.execute(GUARD)


def widen_accounts():
    for column in (
        sa.Column("language", sa.String, nullable=False, server_default="en"),
        sa.Column("standing", sa.String, nullable=False, server_default="active"),
        sa.Column("email_verified_at", MOMENT),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
    ):
        op.add_column("account", column, schema="users")
    op.create_index("account_registered", "account", ["registered_at", "id"], schema="users")


def widen_sessions():
    op.execute("DELETE FROM users.session")  # of before there was a first release: people sign in again
    op.drop_column("session", "refresh_digest", schema="users")
    for column in (
        sa.Column("used_at", MOMENT, nullable=False),
        sa.Column("device", sa.String, nullable=False, server_default=""),
        sa.Column("address_digest", sa.LargeBinary),
        sa.Column("authority", sa.Integer, nullable=False, server_default="1"),
        sa.Column("ended_at", MOMENT),
        sa.Column("end_reason", sa.String, nullable=False, server_default=""),
        sa.Column("revised_at", MOMENT, index=True),
    ):
        op.add_column("session", column, schema="users")
    session = sa.ForeignKey("users.session.id", ondelete="CASCADE")
    op.create_table(
        "refresh_token",
        sa.Column("digest", sa.LargeBinary, primary_key=True),
        sa.Column("session_id", sa.Uuid, session, nullable=False, index=True),
        sa.Column("issued_at", MOMENT, nullable=False),
        sa.Column("replaced_at", MOMENT),
        schema="users",
    )
    op.create_table(
        "signing_key",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("public", sa.LargeBinary, nullable=False),
        sa.Column("signs_from", MOMENT, nullable=False),
        schema="users",
    )


def make_links_and_limits():
    op.create_table(
        "mailed_link",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("account_id", sa.Uuid, sa.ForeignKey("users.account.id"), nullable=False, index=True),
        sa.Column("email", sa.String, nullable=False),
        sa.Column("purpose", sa.String, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
        schema="users",
    )
    op.create_table(
        "attempt",
        sa.Column("key", sa.LargeBinary, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("began_at", MOMENT, nullable=False, index=True),
        schema="users",
    )


def make_books():
    op.create_table(
        "role",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("name", sa.String, nullable=False, unique=True),
        sa.Column("capabilities", sa.ARRAY(sa.String), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        schema="users",
    )
    op.create_table(
        "address",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("account_id", sa.Uuid, sa.ForeignKey("users.account.id"), nullable=False, index=True),
        sa.Column("first_name", sa.String, nullable=False),
        sa.Column("last_name", sa.String, nullable=False),
        sa.Column("company", sa.String),
        sa.Column("street", sa.String, nullable=False),
        sa.Column("city", sa.String, nullable=False),
        sa.Column("zip_code", sa.String, nullable=False),
        sa.Column("country", sa.String, nullable=False),
        sa.Column("phone", sa.String),
        sa.Column("is_default", sa.Boolean, nullable=False),
        schema="users",
    )


def make_mail():
    op.create_table(
        "notification",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("template", sa.String, nullable=False),
        sa.Column("person_id", sa.Uuid, index=True),
        sa.Column("order_id", sa.Uuid, index=True),
        sa.Column("guest_email", sa.String),
        sa.Column("language", sa.String),
        sa.Column("values", JSONB, nullable=False),
        sa.Column("wanted_at", MOMENT, nullable=False, index=True),
        sa.Column("delivery", sa.String, nullable=False),
        sa.Column("delivered_at", MOMENT),
        sa.Column("reason", sa.String, nullable=False),
        schema="users",
    )
    op.create_table(
        "kept_mail",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("person_id", sa.Uuid, index=True),
        sa.Column("recipient", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("html", sa.String, nullable=False),
        sa.Column("kept_at", MOMENT, nullable=False, index=True),
        schema="users",
    )


def downgrade():
    op.execute(UNGUARD)
    for table in ("kept_mail", "notification", "address", "role", "attempt", "mailed_link"):
        op.drop_table(table, schema="users")
    op.drop_column("staff_action", "link", schema="users")
    op.drop_column("staff_action", "previous", schema="users")
    op.drop_table("signing_key", schema="users")
    op.drop_table("refresh_token", schema="users")
    op.execute("DELETE FROM users.session")
    for column in (
        "used_at",
        "device",
        "address_digest",
        "authority",
        "ended_at",
        "end_reason",
        "revised_at",
    ):
        op.drop_column("session", column, schema="users")
    op.add_column(
        "session", sa.Column("refresh_digest", sa.LargeBinary, nullable=False, unique=True), schema="users"
    )
    op.drop_index("account_registered", "account", schema="users")
    for column in ("version", "email_verified_at", "standing", "language"):
        op.drop_column("account", column, schema="users")
