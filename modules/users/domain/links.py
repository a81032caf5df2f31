"""Links in mails that prove who reads them: single use, and not for long."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from souk.kernel import Refusal


class Purpose(StrEnum):
    VERIFY_EMAIL = "verify_email"
    RESET_PASSWORD = "reset_password"  # noqa: S105 - the name of a purpose
    CHANGE_EMAIL = "change_email"


LIFETIMES = {
    Purpose.VERIFY_EMAIL: timedelta(hours=48),
    Purpose.RESET_PASSWORD: timedelta(minutes=10),
    Purpose.CHANGE_EMAIL: timedelta(hours=24),
}


class LinkSpent(Refusal):
    """The link is unknown, used or too old: the answer is the same."""

    status = 422

    def __init__(self) -> None:
        super().__init__("This link does not work any more. Ask for a new one.")


@dataclass(eq=False, kw_only=True)
class MailedLink:
    """Neither the token nor anything it could be guessed from is kept: it derives from id and secret."""

    id: UUID
    account_id: UUID
    email: str
    purpose: Purpose
    expires_at: datetime
    used_at: datetime | None = None

    @classmethod
    def made(cls, *, id: UUID, account_id: UUID, email: str, purpose: Purpose, at: datetime) -> "MailedLink":
        return cls(
            id=id, account_id=account_id, email=email, purpose=purpose, expires_at=at + LIFETIMES[purpose]
        )

    def use(self, at: datetime) -> None:
        if self.used_at is not None or at >= self.expires_at:
            raise LinkSpent
        self.used_at = at
