"""Giving money back: never more than there is, and all of it when everything comes back."""

from modules.orders.domain.attempts import AttemptState
from modules.orders.domain.changes import Change
from modules.orders.domain.errands import ErrandKind, Task
from modules.orders.domain.lines import OrderLine
from modules.orders.domain.order import Order
from modules.orders.domain.parcels import Refund, RefundState
from souk.kernel import Money, Refusal


class MoreThanWasPaid(Refusal):
    """So much of the customer's money is not with us any more."""

    def __init__(self, left: Money) -> None:
        super().__init__(f"At most {left} can be given back.", left=left.major, currency=left.currency)


class NothingToGiveBack(Refusal):
    """An amount of nothing is no refund."""


def refundable(order: Order) -> Money:
    """What we have of the customer's money, less what is on its way back."""
    return order.money(sum(_left_of(order).values(), start=0))


def refund(order: Order, amount: Money, reason: str, change: Change) -> tuple[Refund, ...]:
    """Give back an amount that somebody decided on."""
    if amount.minor <= 0:
        raise NothingToGiveBack
    left = refundable(order)
    if amount > left:
        raise MoreThanWasPaid(left)
    return give_back(order, amount, reason, change)


def give_back(order: Order, amount: Money, reason: str, change: Change) -> tuple[Refund, ...]:
    """Give back that much, or all that is left, from the attempts that brought it."""
    before = len(order.refunds)
    missing = amount.minor
    for number, left in _left_of(order).items():
        part = min(missing, left)
        if part:
            _give(order, number, order.money(part), reason, change)
            missing -= part
    return order.refunds[before:]


def worth_of(order: Order, line: OrderLine, gone: int, count: int) -> Money:
    """What `count` more of a line are worth after `gone`: piece by piece they add up to it exactly."""
    whole = line.line_total.minor - line.discount.minor + line.tax.minor
    first, last = whole * gone // line.quantity, whole * (gone + count) // line.quantity
    return order.money(last - first)


def _left_of(order: Order) -> dict[int, int]:
    """Return what can be given back of each attempt, by its place."""
    return {
        number: max(0, attempt.covers.minor - on_its_way)
        for number, attempt in enumerate(order.attempts)
        for on_its_way in [
            sum(
                one.amount.minor
                for one in order.refunds
                if one.payment_id == attempt.id and one.state in {RefundState.ASKED, RefundState.LET_GO}
            )
        ]
    }


def _give(order: Order, number: int, amount: Money, reason: str, change: Change) -> None:
    attempt = order.attempts[number]
    held = attempt.state is AttemptState.AUTHORIZED
    one = Refund(
        id=change.next_id(),
        payment_id=attempt.id,
        amount=amount,
        reason=reason,
        asked_at=change.at,
        state=RefundState.LET_GO if held else RefundState.ASKED,
    )
    order.refunds = (*order.refunds, one)
    order.remember(change, f"refund_{one.state}", amount=amount)
    if not held:
        task = Task(subject=one.id, payment_id=attempt.id, amount=amount, note=reason)
        change.want(order.id, ErrandKind.REFUND, task)
