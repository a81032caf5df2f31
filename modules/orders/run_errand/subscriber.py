"""Hears ErrandWanted: has the other modules do them, and notes what that means for the orders."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from modules.catalog.contracts import commands as catalog
from modules.orders.contracts.events import ErrandWanted
from modules.orders.domain import paying, undoing
from modules.orders.domain.attempts import Attempt
from modules.orders.domain.briefs import NOT_ANY_MORE, Brief, Pointless
from modules.orders.domain.changes import Change
from modules.orders.domain.errands import Errand, ErrandKind, ErrandState
from modules.orders.domain.order import Order
from modules.orders.domain.parcels import RefundState
from modules.orders.domain.stages import Stage
from modules.orders.run_errand.handler import BriefErrands
from modules.orders.tables.ending import End, end_errands
from modules.orders.tables.keeping import Changed, KeepAll, change_in
from modules.orders.tables.stepping import locked_orders
from modules.payments.contracts import commands as payments
from souk.database import Transaction
from souk.kernel import Refusal
from souk.messages import OnBehalf
from souk.modules import Heard, Then
from souk.workflow import Step, track_all

STOCK_GONE = "stock_gone"
COSTS_NOTHING = "costs_nothing"

DoErrand = Callable[[Transaction, Brief], Awaitable[None]]
"""Has another module do one of any kind but CHARGE; raises Pointless if that means nothing now."""


@dataclass(kw_only=True)
class Trip:
    """An errand under way: what it was found to be, and what came of it."""

    tx: Transaction
    brief: Brief
    refused: str = ""
    pointless: str = ""

    @property
    def matters(self) -> bool:
        """Whether the order hears of its end: what came of most, the other module tells it."""
        return bool(self.refused or self.pointless) or self.brief.kind is ErrandKind.RELEASE


async def run_errand(
    tx: Transaction,
    heard: list[Heard[ErrandWanted]],
    *,
    keep: KeepAll,
    do: DoErrand,
    ended: Callable[[Errand], Step],
) -> Then | None:
    """The other modules first, in their own transactions; they do each errand once, however often told."""
    briefs = await tx.ask(BriefErrands(errand_ids=tuple({one.event.errand_id for one in heard})))
    wanted = {brief.errand_id: brief for brief in briefs}
    views = {one.event.errand_id: one.tx for one in heard}
    trips = [Trip(tx=view, brief=wanted[id]) for id, view in views.items() if id in wanted]
    if not trips:
        return None
    await _charge([trip for trip in trips if trip.brief.kind is ErrandKind.CHARGE])
    for trip in trips:
        if trip.brief.kind is not ErrandKind.CHARGE:
            await _go(trip, do)

    async def note_ends(tx: Transaction) -> None:
        await _note(tx, trips, keep, ended)

    return note_ends


async def _note(
    tx: Transaction, trips: Sequence[Trip], keep: KeepAll, ended: Callable[[Errand], Step]
) -> None:
    orders = await locked_orders(tx, {trip.brief.order_id for trip in trips if trip.matters})
    ends = [
        End(
            errand_id=trip.brief.errand_id,
            state=ErrandState.FAILED if trip.refused else ErrandState.DONE,
            reason=trip.refused or trip.pointless,
            ended_at=trip.tx.now,
        )
        for trip in trips
    ]
    errands = await end_errands(tx, ends)
    over = [(trip, errands[trip.brief.errand_id]) for trip in trips if trip.brief.errand_id in errands]
    changed: list[Changed] = []
    for trip, errand in over:
        if trip.matters:
            order, change = orders[errand.order_id], change_in(trip.tx)
            _tell(order, errand, trip, change)
            changed.append(Changed(trip.tx, order, change))
    if changed:
        await keep.all(tx, changed)
    await track_all(tx, [(trip.tx, [ended(errand)]) for trip, errand in over])


async def _go(trip: Trip, do: DoErrand) -> None:
    try:
        await do(trip.tx, trip.brief)
    except Pointless as reason:
        trip.pointless = str(reason)
    except Refusal as refusal:
        trip.refused = refusal.code


async def _charge(trips: Sequence[Trip]) -> None:
    """Hold the goods of all, then have payments ask for the money of those whose goods are held."""
    asked: list[tuple[Trip, Attempt]] = []
    for trip in trips:
        attempt = trip.brief.attempt
        if attempt is None or trip.brief.stage is not Stage.AWAITING_PAYMENT:
            trip.pointless = NOT_ANY_MORE
        else:
            asked.append((trip, attempt))
    if not asked:
        return
    first = asked[0][0].tx
    ids = tuple({trip.brief.order_id for trip, _ in asked})
    held = await first.do(catalog.HoldTogether(reservation_ids=ids))
    wishes: list[tuple[Trip, payments.RequestPayment]] = []
    for trip, attempt in asked:
        if trip.brief.order_id not in held:
            trip.pointless = STOCK_GONE
        elif not attempt.amount.minor:
            trip.pointless = COSTS_NOTHING
        else:
            wishes.append((trip, _request(trip.brief, attempt)))
    await _request_all(wishes)


async def _request_all(wishes: Sequence[tuple[Trip, payments.RequestPayment]]) -> None:
    """One that is refused among many is found when they are tried one by one."""
    if not wishes:
        return
    all_of_them = tuple(OnBehalf(context=trip.tx.context, command=wish) for trip, wish in wishes)
    trip, _ = wishes[0]
    try:
        await trip.tx.do(payments.RequestTogether(wishes=all_of_them))
    except Refusal as refusal:
        if len(wishes) > 1:
            raise
        trip.refused = refusal.code


def _request(brief: Brief, attempt: Attempt) -> payments.RequestPayment:
    return payments.RequestPayment(
        payment_id=attempt.id,
        order_id=brief.order_id,
        person_id=brief.person_id,
        amount=attempt.amount,
        method=attempt.method,
        token=attempt.token,
        description=brief.number,
    )


def _tell(order: Order, errand: Errand, trip: Trip, change: Change) -> None:
    if trip.refused:
        _refused(order, errand, trip.refused, change)
        return
    if errand.kind is ErrandKind.CHARGE and trip.pointless == STOCK_GONE:
        paying.never_asked(order, errand.task.payment_id)
        undoing.stock_lost(order, change)
    if errand.kind is ErrandKind.CHARGE and trip.pointless == COSTS_NOTHING:
        paying.costs_nothing(order, change)
    if errand.kind is ErrandKind.RELEASE and not errand.task.goods:
        undoing.stock_released(order, change)


def _refused(order: Order, errand: Errand, why: str, change: Change) -> None:
    """Nobody will do it: a refund is noted as failed, and staff see what is left to be solved."""
    if errand.kind is ErrandKind.REFUND and errand.task.subject is not None:
        paying.end_refund(order, errand.task.subject, RefundState.FAILED, change, why)
    else:
        undoing.needs_staff(order, why, change)
