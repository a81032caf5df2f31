"""Look after one order that has waited too long, by what payments says of it now."""

from uuid import UUID

from sqlalchemy import select, update

from modules.orders.contracts.events import ErrandWanted
from modules.orders.domain.errands import ErrandState
from modules.orders.domain.looking_after import Known, look_after
from modules.orders.domain.waiting import FOR_OTHERS
from modules.orders.tables import errands, orders
from modules.orders.tables.finding import any_order
from modules.orders.tables.keeping import Keep, change_in
from modules.payments.contracts.queries import PaymentOfOrder, PaymentsOfOrders
from souk.database import Transaction
from souk.messages import Command, Query

MOST = 200


class FindOverdue(Query[list[UUID]]):
    """Asks for orders whose next action is due, or whose errands are not done; the longest waiting first."""


class LookAfterOrder(Command[None]):
    order_id: UUID


async def find_overdue(tx: Transaction, _: FindOverdue) -> list[UUID]:
    due = select(orders.c.id).where(orders.c.next_by <= tx.now).order_by(orders.c.next_by).limit(MOST)
    undone = (
        select(errands.c.order_id)
        .where(errands.c.state == ErrandState.WANTED, errands.c.wanted_at <= tx.now - FOR_OTHERS)
        .order_by(errands.c.wanted_at)
        .limit(MOST)
    )
    found = [*(await tx.execute(due)).scalars(), *(await tx.execute(undone)).scalars()]
    return list(dict.fromkeys(found))


async def look_after_order(tx: Transaction, command: LookAfterOrder, *, keep: Keep) -> None:
    told = await tx.ask(PaymentsOfOrders(order_ids=(command.order_id,)))
    order = await any_order(tx, command.order_id, lock=True)
    await _remind(tx, order.id)
    change = change_in(tx)
    look_after(order, [_known(one) for one in told], change)
    await keep(tx, order, change)


async def _remind(tx: Transaction, order_id: UUID) -> None:
    """Announce errands that nobody has run for a while once more: running one twice does it once."""
    late = (
        update(errands)
        .where(
            errands.c.order_id == order_id,
            errands.c.state == ErrandState.WANTED,
            errands.c.wanted_at <= tx.now - FOR_OTHERS,
        )
        .values(wanted_at=tx.now)
        .returning(errands.c.id)
    )
    for id in sorted((await tx.execute(late)).scalars()):
        tx.publish(ErrandWanted(order_id=order_id, errand_id=id))


def _known(payment: PaymentOfOrder) -> Known:
    return Known(
        payment_id=payment.payment_id,
        status=payment.status,
        captured=payment.captured,
        refunded=payment.refunded,
        failure=payment.failure or "",
    )
