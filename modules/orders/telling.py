"""Which event tells the other modules of a fact; what concerns nobody else has none."""

from modules.orders.contracts import events
from modules.orders.domain.errands import Goods
from modules.orders.domain.facts import (
    Arrived,
    CalledOff,
    CameBack,
    Confirmed,
    Fact,
    PartlyCalledOff,
    PaymentFell,
    SentOff,
)
from modules.orders.domain.order import Order
from souk.messages import Event


def event_of(order: Order, fact: Fact) -> Event | None:
    """Return the event that announces the fact."""
    match fact:
        case SentOff() | CameBack() | PartlyCalledOff():
            return _of_goods(order, fact)
        case Confirmed():
            return events.OrderConfirmed(order_id=order.id, person_id=order.person_id)
        case PaymentFell(payment_id=payment, failure=why):
            return events.OrderPaymentFailed(
                order_id=order.id, person_id=order.person_id, payment_id=payment, reason=why
            )
        case CalledOff(why=why):
            return events.OrderCancelled(order_id=order.id, person_id=order.person_id, reason=why)
        case Arrived():
            return events.OrderDelivered(order_id=order.id, person_id=order.person_id)
        case _:
            return None


def _of_goods(order: Order, fact: SentOff | CameBack | PartlyCalledOff) -> Event:
    id, person, goods = order.id, order.person_id, _goods(order, fact.goods)
    match fact:
        case SentOff(parcel_id=parcel, complete=complete):
            return events.OrderFulfilled(
                order_id=id, person_id=person, parcel_id=parcel, goods=goods, complete=complete
            )
        case CameBack(return_id=back, complete=complete):
            return events.OrderReturned(
                order_id=id, person_id=person, return_id=back, goods=goods, complete=complete
            )
        case PartlyCalledOff():
            return events.OrderPartlyCancelled(order_id=id, person_id=person, goods=goods)


def _goods(order: Order, goods: tuple[Goods, ...]) -> tuple[events.OrderedGoods, ...]:
    products = {line.variant_id: line.product_id for line in order.lines}
    return tuple(
        events.OrderedGoods(
            variant_id=one.variant_id, product_id=products[one.variant_id], quantity=one.quantity
        )
        for one in goods
    )
