"""What payments tells others when asked."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from souk.kernel import Money, Value
from souk.messages import Query

Status = Literal[
    "created",
    "unknown",
    "action_required",
    "authorized",
    "captured",
    "partially_refunded",
    "refunded",
    "failed",
    "voided",
]


class PaymentOfOrder(Value):
    """One attempt to pay an order. `failure` is a stable code such as `card_declined`."""

    payment_id: UUID
    order_id: UUID
    status: Status
    amount: Money
    captured: Money
    refunded: Money
    failure: str | None
    created_at: datetime


class PaymentsOfOrders(Query[list[PaymentOfOrder]], wire="payments.payments_of_orders.v1"):
    """Asks for every payment of these orders, the oldest first; for orders that the caller may see."""

    order_ids: tuple[UUID, ...]


class BookedTotal(Value):
    """What the books say in one currency about all payments whose outcome is known."""

    captured: Money
    refunded: Money
    provider_captured: Money | None
    """By the provider's own ledger; None where it cannot be added up (it can, for the sandbox)."""
    provider_refunded: Money | None
    pending: int
    """Payments with something unknown or under way; they are not counted in the sums above."""


class BookedTotals(Query[list[BookedTotal]], wire="payments.booked_totals.v1"):
    """Asks for the sums of the books, one entry for each currency: what the doctor compares.

    With orders, for these alone.
    """

    order_ids: tuple[UUID, ...] = ()
