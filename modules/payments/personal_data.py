"""What payments keeps of a person: what they paid, and how."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from modules.payments.domain.payment import Payment
from modules.payments.tables import payments
from souk.database import Transaction


async def payments_of(tx: Transaction, person_id: UUID) -> dict[str, Any]:
    """Return all of the person's payments, the oldest first."""
    theirs = select(Payment).where(payments.c.person_id == person_id).order_by(payments.c.created_at)
    return {
        "payments": [
            {
                "id": str(payment.id),
                "orderId": str(payment.order_id),
                "method": payment.method,
                "status": payment.status.value,
                "amount": str(payment.amount.major),
                "captured": str(payment.captured.major),
                "refunded": str(payment.refunded.major),
                "currency": payment.amount.currency,
                "createdAt": payment.created_at.isoformat(),
            }
            for payment in (await tx.execute(theirs)).scalars()
        ]
    }
