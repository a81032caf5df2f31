"""The payments of some orders, the oldest first."""

from sqlalchemy import select

from modules.payments.contracts.queries import PaymentOfOrder, PaymentsOfOrders
from modules.payments.domain.payment import Payment
from modules.payments.tables import payments
from souk.database import Transaction


async def tell_payments(tx: Transaction, query: PaymentsOfOrders) -> list[PaymentOfOrder]:
    wanted = (payments.c.order_id.in_(query.order_ids), payments.c.provider != "")
    found = select(Payment).where(*wanted).order_by(payments.c.created_at, payments.c.id)
    return [
        PaymentOfOrder(
            payment_id=payment.id,
            order_id=payment.order_id,
            status=payment.status.value,
            amount=payment.amount,
            captured=payment.captured,
            refunded=payment.refunded,
            failure=payment.failure or None,
            created_at=payment.created_at,
        )
        for payment in (await tx.execute(found)).scalars()
    ]
