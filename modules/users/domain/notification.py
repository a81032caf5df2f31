"""A notification: what somebody is to be told, until it has been said."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Delivery(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    KEPT = "kept"
    REFUSED = "refused"


@dataclass(eq=False, kw_only=True)
class Notification:
    """Holds ids and amounts; an address that no account has only until the mail is on its way."""

    id: UUID
    template: str
    person_id: UUID | None
    order_id: UUID | None
    guest_email: str | None
    language: str | None
    values: dict[str, str]
    wanted_at: datetime
    delivery: Delivery = Delivery.WAITING
    delivered_at: datetime | None = None
    reason: str = ""

    def settle(self, delivery: Delivery, at: datetime, reason: str = "") -> None:
        """Note what became of it, and forget the address."""
        self.delivery = delivery
        self.delivered_at = at
        self.reason = reason
        self.guest_email = None
