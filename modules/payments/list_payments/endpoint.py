"""GET /api/admin/payments."""

from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from modules.payments.domain.lifecycle import Status
from modules.payments.list_payments.handler import ListedPayment, ListPayments
from modules.payments.permissions import SEE
from souk.bus import Bus
from souk.http import LeafParameters, Shown, Visit, get, leaf, requires


class PaymentFilters(LeafParameters):
    status: Status | None = None
    order_id: UUID | None = None
    provider: Literal["sandbox", "stripe", "paypal"] | None = None


class PaymentRow(Shown):
    id: UUID
    order_id: UUID
    provider: str
    method: str
    status: Status
    amount: Decimal
    captured: Decimal
    refunded: Decimal
    currency: str
    failure: str | None
    delay: str | None
    created_at: datetime


class PaymentRows(Shown):
    items: list[PaymentRow]
    next_cursor: str | None


@get("/api/admin/payments", policy=requires(SEE))
async def get_payments(parameters: PaymentFilters, bus: Bus, visit: Visit) -> PaymentRows:
    """List payments, the newest first."""
    after = visit.after(parameters.cursor, datetime, UUID) if parameters.cursor else None
    found = await bus.ask(
        ListPayments(
            size=parameters.page_size,
            after=(after[0], after[1]) if after else None,
            status=parameters.status,
            order_id=parameters.order_id,
            provider=parameters.provider,
        )
    )
    page, more = leaf(found, parameters.page_size, lambda each: visit.cursor(each.created_at, each.id))
    return PaymentRows(items=[_shown(each) for each in page], next_cursor=more)


def _shown(payment: ListedPayment) -> PaymentRow:
    return PaymentRow(
        id=payment.id,
        order_id=payment.order_id,
        provider=payment.provider,
        method=payment.method,
        status=payment.status,
        amount=payment.amount.major,
        captured=payment.captured.major,
        refunded=payment.refunded.major,
        currency=payment.amount.currency,
        failure=payment.failure or None,
        delay=payment.delay or None,
        created_at=payment.created_at,
    )
