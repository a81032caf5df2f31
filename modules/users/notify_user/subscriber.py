"""What people are told about their own account: once for each id, at their address or a given one."""

from typing import Literal
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from modules.users.contracts.events import LinkWanted, PasswordChanged, SessionEnded
from modules.users.domain.notification import Delivery
from modules.users.notify_user.job import SendMail
from modules.users.tables import notifications
from souk.database import Transaction
from souk.messages import WebhookDisabled

Notice = Literal[
    "users.verify_email",
    "users.reset_password",
    "users.password_changed",
    "users.token_reused",
    "users.change_email",
    "users.email_changed",
    "users.webhook_disabled",
]


async def mail_link(tx: Transaction, event: LinkWanted) -> None:
    notice: Notice = "users.verify_email" if event.purpose == "verify_email" else "users.reset_password"
    await tell(tx, event.user_id, notice, id=event.link_id, values={"link_id": str(event.link_id)})


async def warn_of_new_password(tx: Transaction, event: PasswordChanged) -> None:
    await tell(tx, event.user_id, "users.password_changed")


async def warn_of_stolen_token(tx: Transaction, event: SessionEnded) -> None:
    if event.reason == "reused_token":
        await tell(tx, event.user_id, "users.token_reused")


async def warn_of_disabled_webhook(tx: Transaction, event: WebhookDisabled) -> None:
    """Tell whoever set it up: they know whose the other system is."""
    if event.created_by is not None:
        values = {"webhook": str(event.webhook_id), "reason": event.reason}
        await tell(tx, event.created_by, "users.webhook_disabled", values=values)


async def tell(
    tx: Transaction,
    person: UUID,
    notice: Notice,
    *,
    id: UUID | None = None,
    values: dict[str, str] | None = None,
    to: str | None = None,
) -> None:
    """Without an id, once for the event that caused it. `to` is forgotten once the mail is on its way."""
    identity = id or tx.context.causation or tx.new_id()
    taken = (
        insert(notifications)
        .values(
            {
                "id": identity,
                "template": notice,
                "person_id": person,
                "guest_email": to,
                "values": values or {},
                "wanted_at": tx.now,
                "delivery": Delivery.WAITING,
                "reason": "",
            }
        )
        .on_conflict_do_nothing()
        .returning(notifications.c.id)
    )
    if (await tx.execute(taken)).one_or_none() is not None:
        tx.enqueue(SendMail(notification_id=identity))
