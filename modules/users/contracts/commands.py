"""What users does for others when told to."""

from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from souk.kernel import Personal, Refusal, form
from souk.messages import Command

MailAddress = Annotated[str, form(r"[^@\s]{1,64}@[^@\s]{1,185}\.[^@\s.]{2,63}")]
Text = Annotated[str, Meta(max_length=2000)]


class UnknownMail(Refusal):
    """No mounted module declares this mail; see `mails` of souk.modules.Module."""

    def __init__(self, template: str) -> None:
        super().__init__(f"There is no mail {template}.", template=template)


class NobodyToNotify(Refusal):
    """Neither a person nor an address was named, or the person is unknown or erased."""


class NotifyUser(Command[None], wire="users.notify_user.v1"):
    """Tell somebody something, by the way that users chooses; today that is a mail.

    Name the person, or for guests the address. The sender's module declares the mail (`Mail` of souk.mail)
    under the name `template`, for example `orders.confirmed`. `values` fill it in: ids, numbers and amounts
    that the sender has formatted, nothing personal; the mail itself may use `first_name`, `last_name` and
    `shop`, which users fills in. Without `language` it is the person's own.

    It is idempotent by `notification_id`: derive it from what it tells of, such as the event's id. The mail
    is sent by a job after this commits, retried for a day; failures are seen among the jobs.
    """

    notification_id: UUID
    template: Annotated[str, Meta(max_length=100)]
    values: dict[str, Text] = msgspec.field(default_factory=dict[str, Text])
    person_id: UUID | None = None
    email: Personal[MailAddress] | None = None
    order_id: UUID | None = None
    language: Annotated[str, Meta(max_length=35)] | None = None


class AppointAdministrator(Command[UUID], wire="users.appoint_administrator.v1"):
    """Give an account every capability; open the account if there is none. For the command line only.

    The answer is the account's id. The password counts for a new account only; a known one keeps its own.
    """

    email: Annotated[str, Meta(min_length=3, max_length=254)]
    password: Annotated[str, Meta(min_length=8, max_length=128)]


class RotateSigningKey(Command[str], wire="users.rotate_signing_key.v1"):
    """Sign access tokens with a new key from now on. The answer is its id.

    The old one is honoured until the last token that it signed has run out.
    """
