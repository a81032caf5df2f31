"""What left the house, what is to come back, and what was given back of the money."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from modules.orders.domain.errands import Goods
from souk.kernel import Money, Value


class Parcel(Value):
    """A parcel that left the house."""

    id: UUID
    goods: tuple[Goods, ...]
    sent_at: datetime
    carrier: str = ""
    tracking: str = ""
    tracking_url: str | None = None


class ReturnState(StrEnum):
    EXPECTED = "expected"
    RECEIVED = "received"


class Return(Value):
    """What a customer wants to send back, and what really came."""

    id: UUID
    goods: tuple[Goods, ...]
    reason: str
    asked_at: datetime
    state: ReturnState = ReturnState.EXPECTED
    received: tuple[Goods, ...] = ()
    received_at: datetime | None = None
    refund: Money | None = None


class RefundState(StrEnum):
    ASKED = "asked"
    DONE = "done"
    FAILED = "failed"
    LET_GO = "let_go"
    """It was never taken: the payment was only authorized, and less of it is captured."""


class Refund(Value):
    """So much was given back of that payment, or is on its way."""

    id: UUID
    payment_id: UUID
    amount: Money
    reason: str
    asked_at: datetime
    state: RefundState = RefundState.ASKED
