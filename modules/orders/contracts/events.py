"""What happens in orders; all events of an order come in order."""

from uuid import UUID

from souk.kernel import Value
from souk.messages import Event


class OrderedGoods(Value):
    """So many of a variant were ordered, sent or returned."""

    variant_id: UUID
    product_id: UUID
    quantity: int


class OrderPlaced(Event, wire="orders.order_placed.v1", key="order_id"):
    """An order is stored. Nothing is reserved or paid yet."""

    order_id: UUID
    person_id: UUID | None
    cart_id: UUID | None
    goods: tuple[OrderedGoods, ...]


class OrderConfirmed(Event, wire="orders.order_confirmed.v1", key="order_id"):
    """Stock is held and the money is there: it will be sent."""

    order_id: UUID
    person_id: UUID | None


class OrderPaymentFailed(Event, wire="orders.order_payment_failed.v1", key="order_id"):
    """An attempt to pay failed; the customer may pay again. The reason is a stable code."""

    order_id: UUID
    person_id: UUID | None
    payment_id: UUID
    reason: str


class OrderCancelled(Event, wire="orders.order_cancelled.v1", key="order_id"):
    """It will not be sent, and everything done for it is undone. The reason is a stable code."""

    order_id: UUID
    person_id: UUID | None
    reason: str


class OrderPartlyCancelled(Event, wire="orders.order_partly_cancelled.v1", key="order_id"):
    """These will not be sent; the rest will be."""

    order_id: UUID
    person_id: UUID | None
    goods: tuple[OrderedGoods, ...]


class OrderFulfilled(Event, wire="orders.order_fulfilled.v1", key="order_id"):
    """A parcel left the house; `complete` with the last one."""

    order_id: UUID
    person_id: UUID | None
    parcel_id: UUID
    goods: tuple[OrderedGoods, ...]
    complete: bool


class OrderDelivered(Event, wire="orders.order_delivered.v1", key="order_id"):
    """Everything has arrived."""

    order_id: UUID
    person_id: UUID | None


class OrderReturned(Event, wire="orders.order_returned.v1", key="order_id"):
    """Goods came back; `complete` when nothing is left with the customer."""

    order_id: UUID
    person_id: UUID | None
    return_id: UUID
    goods: tuple[OrderedGoods, ...]
    complete: bool


class ErrandWanted(Event, wire="orders.errand_wanted.v1", key="order_id"):
    """Orders tells itself to have another module do something: a recorded step, done until it succeeds."""

    order_id: UUID
    errand_id: UUID


PUBLISHED: tuple[type[Event], ...] = (
    OrderPlaced,
    OrderConfirmed,
    OrderPaymentFailed,
    OrderCancelled,
    OrderPartlyCancelled,
    OrderFulfilled,
    OrderDelivered,
    OrderReturned,
    ErrandWanted,
)
