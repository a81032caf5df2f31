"""What each errand has another module do, once however often it is told."""

from collections.abc import Awaitable, Callable, Mapping
from uuid import UUID

from modules.catalog.contracts import commands as catalog
from modules.orders.domain.briefs import NOT_ANY_MORE, Brief, Pointless
from modules.orders.domain.errands import ErrandKind, Goods
from modules.orders.domain.guests import GuestKeys
from modules.payments.contracts import commands as payments
from modules.users.contracts.commands import NotifyUser
from souk.database import Transaction


async def _capture(tx: Transaction, brief: Brief) -> None:
    await tx.do(payments.CapturePayment(payment_id=_payment(brief), amount=brief.task.amount))


async def _void(tx: Transaction, brief: Brief) -> None:
    await tx.do(
        payments.VoidPayment(
            payment_id=_payment(brief), order_id=brief.order_id, reason=brief.task.note or NOT_ANY_MORE
        )
    )


async def _refund(tx: Transaction, brief: Brief) -> None:
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


async def _release(tx: Transaction, brief: Brief) -> None:
    await tx.do(
        catalog.ReleaseReservation(
            reservation_id=brief.order_id, release_id=brief.errand_id, lines=_stock(brief.task.goods)
        )
    )


async def _commit(tx: Transaction, brief: Brief) -> None:
    await tx.do(
        catalog.CommitReservation(
            reservation_id=brief.order_id,
            parcel_id=brief.task.subject or brief.errand_id,
            lines=_stock(brief.task.goods),
        )
    )


async def _restock(tx: Transaction, brief: Brief) -> None:
    await tx.do(
        catalog.ReturnStock(return_id=brief.task.subject or brief.errand_id, lines=_stock(brief.task.goods))
    )


async def _record_purchase(tx: Transaction, brief: Brief) -> None:
    if brief.person_id is None:
        raise Pointless(NOT_ANY_MORE)
    sent = tuple({line.product_id for line in brief.lines if line.sent})
    await tx.do(
        catalog.RecordPurchase(
            order_id=brief.order_id, person_id=brief.person_id, product_ids=sent, at=tx.now
        )
    )


class DoErrands:
    """Each is one command of another module's contracts. A code for guests is made of the shop's secret."""

    def __init__(self, guest_keys: GuestKeys) -> None:
        self._guest_keys = guest_keys

    async def __call__(self, tx: Transaction, brief: Brief) -> None:
        if brief.kind is ErrandKind.NOTIFY:
            await self._send_code(tx, brief)
        else:
            await DOING[brief.kind](tx, brief)

    async def _send_code(self, tx: Transaction, brief: Brief) -> None:
        if brief.email is None or brief.task.subject is None:
            raise Pointless(NOT_ANY_MORE)
        await tx.do(
            NotifyUser(
                notification_id=brief.errand_id,
                email=brief.email,
                order_id=brief.order_id,
                language=brief.language,
                template="orders.lookup_code",
                values={"number": brief.number, "code": self._guest_keys.code(brief.task.subject)},
            )
        )


DOING: Mapping[ErrandKind, Callable[[Transaction, Brief], Awaitable[None]]] = {
    ErrandKind.CAPTURE: _capture,
    ErrandKind.VOID: _void,
    ErrandKind.REFUND: _refund,
    ErrandKind.RELEASE: _release,
    ErrandKind.COMMIT: _commit,
    ErrandKind.RESTOCK: _restock,
    ErrandKind.RECORD_PURCHASE: _record_purchase,
}


def _payment(brief: Brief) -> UUID:
    if brief.task.payment_id is None:
        raise Pointless(NOT_ANY_MORE)
    return brief.task.payment_id


def _stock(goods: tuple[Goods, ...]) -> tuple[catalog.StockLine, ...]:
    return tuple(catalog.StockLine(variant_id=one.variant_id, quantity=one.quantity) for one in goods)
