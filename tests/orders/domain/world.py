"""Catalog and payments as orders knows them: they do each thing once, and tell about it in any order."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from modules.orders.domain import paying, undoing
from modules.orders.domain.changes import Change
from modules.orders.domain.errands import Errand, ErrandKind
from modules.orders.domain.order import Order
from modules.orders.domain.parcels import RefundState
from modules.orders.domain.stages import Stage
from souk.kernel import Money, new_id

News = Callable[[Order, Change], None]
T = TypeVar("T")


def said(part: T | None) -> T:
    """Return what an errand of this kind must say."""
    assert part is not None
    return part


@dataclass
class Payment:
    amount: Money
    captured: int = 0
    refunded: int = 0
    authorized: bool = False
    ended: bool = False
    charges: int = 0


@dataclass
class World:
    """What really happened to one order's goods and money; `news` is what orders has still to hear."""

    order: Order
    promised: bool = False
    gone: bool = False
    sold: int = 0
    payments: dict[UUID, Payment] = field(default_factory=dict)
    refunds: set[UUID] = field(default_factory=set)
    news: list[News] = field(default_factory=list)

    @property
    def kept(self) -> int:
        return sum(one.captured - one.refunded for one in self.payments.values())

    def reserve(self, enough: bool) -> None:
        if self.gone or not enough:
            self.news.append(undoing.stock_refused)
        else:
            self.promised = True
            self.news.append(paying.stock_promised)

    def run(self, errand: Errand, outcome: str) -> News | None:
        """Do what the errand asks, as the other module would; return what orders notes of it at once."""
        task = errand.task
        match errand.kind:
            case ErrandKind.CHARGE:
                if self.order.stage is Stage.AWAITING_PAYMENT:
                    if not self.promised:
                        return undoing.stock_lost
                    self.charge(said(task.payment_id), said(task.amount), outcome)
            case ErrandKind.VOID:
                self.void(said(task.payment_id))
            case ErrandKind.REFUND:
                self.refund(said(task.payment_id), said(task.subject), said(task.amount).minor)
            case ErrandKind.RELEASE if task.goods:
                pass
            case ErrandKind.RELEASE:
                self.promised, self.gone = False, True
                return undoing.stock_released
            case ErrandKind.CAPTURE:
                self.capture(said(task.payment_id), said(task.amount).minor)
            case ErrandKind.COMMIT:
                self.sold += sum(goods.quantity for goods in task.goods)
        return None

    def charge(self, id: UUID, amount: Money, outcome: str) -> None:
        payment = self.payments.setdefault(id, Payment(amount))
        if payment.ended or payment.charges:
            return
        payment.charges += 1
        match outcome:
            case "captured":
                self._captured(id, amount.minor)
            case "authorized":
                payment.authorized = True
                self.news.append(lambda o, c: paying.payment_authorized(o, id, c))
            case "failed":
                payment.ended = True
                self.news.append(lambda o, c: paying.payment_failed(o, id, "card_declined", c))
            case "customer":
                self.news.append(lambda o, c: paying.payment_needs_customer(o, id, "https://bank", c))

    def answer(self, id: UUID, well: bool) -> None:
        """The customer has, or has not, confirmed a payment that waited for it."""
        payment = self.payments[id]
        if payment.ended or payment.captured or payment.authorized:
            return
        if well:
            self._captured(id, payment.amount.minor)
        else:
            payment.ended = True
            self.news.append(lambda o, c: paying.payment_failed(o, id, "not_confirmed", c))

    def void(self, id: UUID) -> None:
        payment = self.payments.setdefault(id, Payment(self.order.total))
        left = payment.captured - payment.refunded
        if left:
            self._refunded(id, new_id(), left)
        payment.ended, payment.authorized = True, False
        self.news.append(lambda o, c: paying.payment_voided(o, id, c))

    def refund(self, id: UUID, refund_id: UUID, minor: int) -> None:
        payment = self.payments[id]
        if refund_id in self.refunds:
            return
        self.refunds.add(refund_id)
        if minor > payment.captured - payment.refunded:
            self.news.append(lambda o, c: paying.end_refund(o, refund_id, RefundState.FAILED, c))
        else:
            self._refunded(id, refund_id, minor)

    def capture(self, id: UUID, minor: int) -> None:
        payment = self.payments[id]
        if payment.authorized and not payment.ended:
            payment.authorized = False
            if minor:
                self._captured(id, minor)

    def _captured(self, id: UUID, minor: int) -> None:
        self.payments[id].captured += minor
        amount, altogether = self.order.money(minor), self.order.money(self.payments[id].captured)
        self.news.append(lambda o, c: paying.payment_captured(o, id, amount, altogether, c))

    def _refunded(self, id: UUID, refund_id: UUID, minor: int) -> None:
        self.payments[id].refunded += minor
        amount, altogether = self.order.money(minor), self.order.money(self.payments[id].refunded)
        self.news.append(lambda o, c: paying.payment_refunded(o, id, refund_id, amount, altogether, c))
