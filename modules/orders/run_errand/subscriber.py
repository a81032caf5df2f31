"""Hears ErrandWanted: has the other modules do them, and notes what that means for the orders."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from modules.catalog.contracts import commands as catalog
from modules.orders.contracts.events import ErrandWanted
from modules.orders.domain import paying, undoing
from modules.orders.domain.attempts import Attempt
from modules.orders.domain.changes import Change
from modules.orders.domain.errands import Errand, ErrandKind, ErrandState, Goods
from modules.orders.domain.guests import GuestKeys
from modules.orders.domain.order import Order
from modules.orders.domain.parcels import RefundState
from modules.orders.domain.stages import Stage
from modules.orders.run_errand.handler import Brief, BriefErrands
from modules.orders.tables.ending import End, end_errands
from modules.orders.tables.keeping import Changed, KeepAll, change_in
from modules.orders.tables.stepping import locked_orders
from modules.payments.contracts import commands as payments
from modules.users.contracts.commands import NotifyUser
from souk.database import Transaction
from souk.kernel import Refusal
from souk.messages import OnBehalf
from souk.modules import Heard, Then
from souk.workflow import Step, track_all

STOCK_GONE = "stock_gone"
NOT_ANY_MORE = "not_any_more"
COSTS_NOTHING = "costs_nothing"


class Pointless(Exception):
    """There is nothing left to do, and why."""


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
    guest_keys: GuestKeys,
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
            await _go(trip, guest_keys)

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


async def _go(trip: Trip, guest_keys: GuestKeys) -> None:
    tx, brief = trip.tx, trip.brief
    try:
        if brief.kind is ErrandKind.NOTIFY:
            await _send_code(tx, brief, brief.errand_id, guest_keys)
        else:
            await DOING[brief.kind](tx, brief, brief.errand_id)
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


async def _capture(tx: Transaction, brief: Brief, _: UUID) -> None:
    await tx.do(payments.CapturePayment(payment_id=_payment(brief), amount=brief.task.amount))


async def _void(tx: Transaction, brief: Brief, _: UUID) -> None:
    await tx.do(
        payments.VoidPayment(
            payment_id=_payment(brief), order_id=brief.order_id, reason=brief.task.note or NOT_ANY_MORE
        )
    )


async def _refund(tx: Transaction, brief: Brief, _: UUID) -> None:
    task = brief.task
    if task.subject is None or task.amount is None:
        raise Pointless(NOT_ANY_MORE)
    await tx.do(
        payments.RefundPayment(
            refund_id=task.subject,
            payment_id=_payment(brief),
            amount=task.amount,
            reason=task.note or "refund",
        )
    )


async def _release(tx: Transaction, brief: Brief, id: UUID) -> None:
    await tx.do(
        catalog.ReleaseReservation(
            reservation_id=brief.order_id, release_id=id, lines=_stock(brief.task.goods)
        )
    )


async def _commit(tx: Transaction, brief: Brief, id: UUID) -> None:
    await tx.do(
        catalog.CommitReservation(
            reservation_id=brief.order_id,
            parcel_id=brief.task.subject or id,
            lines=_stock(brief.task.goods),
        )
    )


async def _restock(tx: Transaction, brief: Brief, id: UUID) -> None:
    await tx.do(catalog.ReturnStock(return_id=brief.task.subject or id, lines=_stock(brief.task.goods)))


async def _record_purchase(tx: Transaction, brief: Brief, _: UUID) -> None:
    if brief.person_id is None:
        raise Pointless(NOT_ANY_MORE)
    sent = tuple({line.product_id for line in brief.lines if line.sent})
    await tx.do(
        catalog.RecordPurchase(
            order_id=brief.order_id, person_id=brief.person_id, product_ids=sent, at=tx.now
        )
    )


async def _send_code(tx: Transaction, brief: Brief, id: UUID, guest_keys: GuestKeys) -> None:
    if brief.email is None or brief.task.subject is None:
        raise Pointless(NOT_ANY_MORE)
    await tx.do(
        NotifyUser(
            notification_id=id,
            email=brief.email,
            order_id=brief.order_id,
            language=brief.language,
            template="orders.lookup_code",
            values={"number": brief.number, "code": guest_keys.code(brief.task.subject)},
        )
    )


DOING: Mapping[ErrandKind, Callable[[Transaction, Brief, UUID], Awaitable[None]]] = {
    ErrandKind.CAPTURE: _capture,
    ErrandKind.VOID: _void,
    ErrandKind.REFUND: _refund,
    ErrandKind.RELEASE: _release,
    ErrandKind.COMMIT: _commit,
    ErrandKind.RESTOCK: _restock,
    ErrandKind.RECORD_PURCHASE: _record_purchase,
}


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


def _payment(brief: Brief) -> UUID:
    if brief.task.payment_id is None:
        raise Pointless(NOT_ANY_MORE)
    return brief.task.payment_id


def _stock(goods: tuple[Goods, ...]) -> tuple[catalog.StockLine, ...]:
    return tuple(catalog.StockLine(variant_id=one.variant_id, quantity=one.quantity) for one in goods)
