"""Hears ErrandWanted: has the other module do it, and notes what that means for the order."""

from collections.abc import Awaitable, Callable, Mapping
from uuid import UUID

from modules.catalog.contracts import commands as catalog
from modules.orders.contracts.events import ErrandWanted
from modules.orders.domain import paying, undoing
from modules.orders.domain.changes import Change
from modules.orders.domain.errands import Errand, ErrandKind, ErrandState, Goods
from modules.orders.domain.guests import GuestKeys
from modules.orders.domain.order import Order
from modules.orders.domain.parcels import RefundState
from modules.orders.domain.stages import Stage
from modules.orders.run_errand.handler import Brief, BriefErrand
from modules.orders.tables.ending import end_errand
from modules.orders.tables.keeping import Keep, change_in
from modules.payments.contracts import commands as payments
from modules.users.contracts.commands import NotifyUser
from souk.database import Transaction
from souk.kernel import Refusal
from souk.modules import Then
from souk.workflow import Step, track

STOCK_GONE = "stock_gone"
NOT_ANY_MORE = "not_any_more"
COSTS_NOTHING = "costs_nothing"


class Pointless(Exception):
    """There is nothing left to do, and why."""


async def run_errand(
    tx: Transaction,
    event: ErrandWanted,
    *,
    keep: Keep,
    guest_keys: GuestKeys,
    ended: Callable[[Errand], Step],
) -> Then | None:
    """The other module first, in its own transaction; it does each errand once, however often it is told."""
    brief = await tx.ask(BriefErrand(errand_id=event.errand_id))
    if brief is None:
        return None
    refused, pointless = "", ""
    try:
        await _run(tx, brief, event.errand_id, guest_keys)
    except Pointless as reason:
        pointless = str(reason)
    except Refusal as refusal:
        refused = refusal.code
    matters = bool(refused or pointless) or brief.kind is ErrandKind.RELEASE

    async def note_end(tx: Transaction) -> None:
        """Most ends are the errand's own affair: what came of it, the order hears from the other module."""
        order = await tx.get(Order, event.order_id, lock=True) if matters else None
        end = ErrandState.FAILED if refused else ErrandState.DONE
        errand = await end_errand(tx, event.errand_id, end, refused or pointless)
        if errand is None:
            return
        if order is not None:
            change = change_in(tx)
            if refused:
                _refused(order, errand, refused, change)
            else:
                _done(order, errand, pointless, change)
            await keep(tx, order, change)
        await track(tx, ended(errand))

    return note_end


async def _run(tx: Transaction, brief: Brief, id: UUID, guest_keys: GuestKeys) -> None:
    if brief.kind is ErrandKind.NOTIFY:
        await _send_code(tx, brief, id, guest_keys)
    else:
        await DOING[brief.kind](tx, brief, id)


async def _charge(tx: Transaction, brief: Brief, _: UUID) -> None:
    attempt = brief.attempt
    if attempt is None or brief.stage is not Stage.AWAITING_PAYMENT:
        raise Pointless(NOT_ANY_MORE)
    if not (await tx.do(catalog.HoldReservation(reservation_id=brief.order_id))).held:
        raise Pointless(STOCK_GONE)
    if not attempt.amount.minor:
        raise Pointless(COSTS_NOTHING)
    await tx.do(
        payments.RequestPayment(
            payment_id=attempt.id,
            order_id=brief.order_id,
            person_id=brief.person_id,
            amount=attempt.amount,
            method=attempt.method,
            token=attempt.token,
            description=brief.number,
        )
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
    ErrandKind.CHARGE: _charge,
    ErrandKind.CAPTURE: _capture,
    ErrandKind.VOID: _void,
    ErrandKind.REFUND: _refund,
    ErrandKind.RELEASE: _release,
    ErrandKind.COMMIT: _commit,
    ErrandKind.RESTOCK: _restock,
    ErrandKind.RECORD_PURCHASE: _record_purchase,
}


def _done(order: Order, errand: Errand, pointless: str, change: Change) -> None:
    if errand.kind is ErrandKind.CHARGE and pointless == STOCK_GONE:
        paying.never_asked(order, errand.task.payment_id)
        undoing.stock_lost(order, change)
    if errand.kind is ErrandKind.CHARGE and pointless == COSTS_NOTHING:
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
