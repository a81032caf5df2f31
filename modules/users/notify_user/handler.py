"""Take over what somebody is to be told."""

from collections.abc import Mapping

from sqlalchemy.dialects.postgresql import insert

from modules.users.contracts.commands import NobodyToNotify, NotifyUser, UnknownMail
from modules.users.domain.notification import Delivery
from modules.users.notify_user.job import SendMail
from modules.users.tables import notifications
from souk.database import Transaction
from souk.kernel import Refusal
from souk.mail import Mail


class IncompleteMail(Refusal):
    """Values are missing that the mail names."""


async def notify_user(tx: Transaction, command: NotifyUser, *, mails: Mapping[str, Mail]) -> None:
    """Once for each id: whoever tells us twice, because an answer was lost, is told the same."""
    mail = mails.get(command.template)
    if mail is None:
        raise UnknownMail(command.template)
    missing = mail.example.keys() - command.values.keys()
    if missing:
        raise IncompleteMail(f"The mail needs {', '.join(sorted(missing))}.")
    if command.person_id is None and command.email is None:
        raise NobodyToNotify
    taken = (
        insert(notifications)
        .values(
            {
                "id": command.notification_id,
                "template": command.template,
                "person_id": command.person_id,
                "order_id": command.order_id,
                "guest_email": command.email if command.person_id is None else None,
                "language": command.language,
                "values": command.values,
                "wanted_at": tx.now,
                "delivery": Delivery.WAITING,
                "reason": "",
            }
        )
        .on_conflict_do_nothing()
        .returning(notifications.c.id)
    )
    if (await tx.execute(taken)).one_or_none() is not None:
        tx.enqueue(SendMail(notification_id=command.notification_id))
