"""Look the orders over for the doctor: the money beside the books of payments, and who waits."""

from uuid import UUID

from sqlalchemy import exists, func, select

from modules.orders.domain.errands import ErrandState
from modules.orders.domain.stages import OVER
from modules.orders.tables import errands, orders
from modules.payments.contracts.queries import BookedTotals, PaymentOfOrder, PaymentsOfOrders
from souk.database import Transaction
from souk.kernel import Value
from souk.messages import Query
from souk.modules import Finding

AT_ONCE = 500
PATIENCE = func.make_interval(0, 0, 0, 0, 0, 10)
FIRST = UUID(int=0)
UNDER_WAY = frozenset({"created", "unknown", "action_required", "authorized"})


class OrderBooks(Value):
    """What an order says that we have of its customer's money, and whether something of it is under way."""

    id: UUID
    paid_minor: int
    restless: bool


class BooksOfOrders(Query[list[OrderBooks]]):
    """Asks for so many orders behind that id."""

    after: UUID


async def books_of_orders(tx: Transaction, query: BooksOfOrders) -> list[OrderBooks]:
    undone = exists().where(errands.c.order_id == orders.c.id, errands.c.state == ErrandState.WANTED)
    paid = orders.c.captured_minor - orders.c.refunded_minor
    found = select(orders.c.id, paid.label("paid_minor"), undone.label("restless"))
    page = found.where(orders.c.id > query.after).order_by(orders.c.id).limit(AT_ONCE)
    return [OrderBooks(**row) for row in (await tx.execute(page)).mappings()]


async def money_agrees(tx: Transaction) -> Finding:
    """M: what orders say is paid is what payments booked, order by order, and what the provider has."""
    looked_at, ours, off = 0, 0, 0
    after = FIRST
    while page := await tx.ask(BooksOfOrders(after=after)):
        after = page[-1].id
        told = await tx.ask(PaymentsOfOrders(order_ids=tuple(books.id for books in page)))
        for books in page:
            payments = [one for one in told if one.order_id == books.id]
            if books.restless or any(one.status in UNDER_WAY for one in payments):
                continue
            looked_at += 1
            ours += books.paid_minor
            off += abs(books.paid_minor - _kept(payments))
    at_provider = await _provider_is_off(tx)
    return Finding(
        check="M money: orders, books and provider agree",
        well=off == 0 and at_provider == 0,
        figure=f"{ours} minor units in {looked_at} orders; off by {off}, the provider by {at_provider}",
        remedy="The sweeper takes in what was not heard; compare GET /api/admin/payments/reconciliation.",
    )


async def nobody_waits_in_vain(tx: Transaction) -> Finding:
    """O: every order that is not over has a reason and a next action that is not long past."""
    due = orders.c.next_by < func.clock_timestamp() - PATIENCE
    vain = await tx.scalar(
        select(func.count()).where(orders.c.stage.not_in(OVER), orders.c.next_by.is_(None) | due)
    )
    late = errands.c.wanted_at < func.clock_timestamp() - PATIENCE
    undone = await tx.scalar(select(func.count()).where(errands.c.state == ErrandState.WANTED, late))
    return Finding(
        check="O orders: each has a reason and somebody who acts in time",
        well=vain == 0 and undone == 0,
        figure=f"{vain} wait in vain, {undone} errands not run for 10 minutes",
        remedy="Does the schedule orders.look_after_orders run? `souk jobs` shows it.",
    )


async def nobody_pays_twice(tx: Transaction) -> Finding:
    """K: nobody's money is kept beyond what they ordered for."""
    undone = exists().where(errands.c.order_id == orders.c.id, errands.c.state == ErrandState.WANTED)
    too_much = orders.c.captured_minor - orders.c.refunded_minor > orders.c.total_minor
    twice = await tx.scalar(select(func.count()).where(too_much, ~undone))
    return Finding(
        check="K keys: one order, one charge",
        well=twice == 0,
        figure=f"{twice} orders keep more than their total",
        remedy="Void the surplus payment: POST /api/admin/payments/{id}/void.",
    )


async def _provider_is_off(tx: Transaction) -> int:
    """Compare where the provider's ledger can be added up."""
    return sum(
        abs(total.captured.minor - total.provider_captured.minor)
        + abs(total.refunded.minor - total.provider_refunded.minor)
        for total in await tx.ask(BookedTotals())
        if total.provider_captured is not None and total.provider_refunded is not None
    )


def _kept(payments: list[PaymentOfOrder]) -> int:
    return sum(one.captured.minor - one.refunded.minor for one in payments)
