"""What the shop must know: a few numbers that each step of a story changes, and answers are held against."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

UNPAID = {"AwaitingStock", "AwaitingPayment", "AwaitingCustomer", "PaymentFailed"}
MAY_PAY = {"AwaitingCustomer", "PaymentFailed"}
MAY_CANCEL = UNPAID | {"ReadyToFulfil"}
MAY_SEND = {"ReadyToFulfil", "PartiallyFulfilled"}
MAY_RETURN = {"Fulfilled", "Delivered", "PartiallyReturned"}
REST_OF = {
    "tok_declined": "PaymentFailed",
    "tok_insufficient": "PaymentFailed",
    "tok_nonsense": "PaymentFailed",
    "tok_action_required": "AwaitingCustomer",
}
"""Where an order comes to rest that is paid so; all other tokens are good."""


def rest_of(token: str) -> str:
    return REST_OF.get(token, "ReadyToFulfil")


@dataclass(eq=False)
class Goods:
    sku: str
    variant_id: str
    product_id: str
    cents: int
    on_hand: int


@dataclass(eq=False)
class Coupon:
    """`percent` or `cents` off goods for at least `minimum`; used by so many, once by each."""

    code: str
    percent: int = 0
    cents: int = 0
    minimum: int = 0
    limit: int = 10**6
    each: int = 10**6

    def off(self, lines: Mapping[Goods, int]) -> int:
        """Half to even for each line, as the rules of the shop say."""
        totals = [goods.cents * quantity for goods, quantity in lines.items()]
        if self.percent:
            return sum(round_half_even(total * self.percent, 100) for total in totals)
        return min(self.cents, sum(totals))


def round_half_even(number: int, by: int) -> int:
    whole, rest = divmod(number, by)
    return whole + (rest * 2 > by or (rest * 2 == by and whole % 2 == 1))


@dataclass(eq=False)
class Line:
    goods: Goods
    quantity: int
    worth: int
    sent: int = 0
    off: int = 0
    back: int = 0

    @property
    def waiting(self) -> int:
        return self.quantity - self.sent - self.off

    def send(self, count: int) -> None:
        self.sent += count
        self.goods.on_hand -= count

    def worth_of(self, count: int) -> int:
        """Piece by piece they add up to the whole."""
        gone = self.off + self.back
        return self.worth * (gone + count) // self.quantity - self.worth * gone // self.quantity


@dataclass(eq=False)
class Return:
    id: str
    line: Line
    quantity: int
    received: bool = False


@dataclass(eq=False)
class Buyer:
    """A person with an account, or a guest, who is known by headers of their own."""

    name: str
    headers: dict[str, str]
    email: str = ""
    cart: dict[Goods, int] = field(default_factory=dict)
    line_ids: dict[Goods, str] = field(default_factory=dict)
    coupon: Coupon | None = None
    ordered: dict[Goods, int] | None = None
    """What a checkout took that may still be seen in the cart; for as long, the cart is left alone."""


@dataclass(eq=False)
class Order:
    """What was ordered, and where it may come to rest from here."""

    id: str
    buyer: Buyer
    headers: dict[str, str]
    lines: list[Line]
    total: int
    coupon: Coupon | None
    may: set[str]
    placed: datetime
    since: datetime
    stage: str = "AwaitingStock"
    moving: bool = True
    was_paid: bool = False
    given: int = 0
    """What was asked back of the money and not refused."""
    returns: list[Return] = field(default_factory=list)

    @property
    def paid(self) -> int:
        """What we have of the customer's money once it is at rest."""
        return 0 if self.stage in UNPAID | {"Cancelled"} else self.total - self.given

    def give(self, cents: int) -> None:
        self.given = min(self.total, self.given + cents)

    def line_of(self, goods: Goods) -> Line:
        return next(line for line in self.lines if line.goods is goods)

    def expected_back(self, line: Line) -> int:
        return sum(one.quantity for one in self.returns if one.line is line and not one.received)

    def rests_in(self, stage: str, at: datetime) -> None:
        if stage != self.stage:
            self.since = at
        self.stage = stage
        self.was_paid |= stage not in UNPAID | {"Cancelling", "Cancelled"}


class Books:
    """All of it together."""

    def __init__(self) -> None:
        self.goods: list[Goods] = []
        self.coupons: list[Coupon] = []
        self.buyers: list[Buyer] = []
        self.orders: list[Order] = []

    @property
    def at_rest(self) -> bool:
        return not any(order.moving for order in self.orders)

    def promised(self, goods: Goods) -> int:
        """How many of it open orders hold, or would like to."""
        open_ones = [order for order in self.orders if order.stage != "Cancelled"]
        return sum(line.waiting for order in open_ones for line in order.lines if line.goods is goods)

    def free(self, goods: Goods) -> int:
        return goods.on_hand - self.promised(goods)

    def uses(self, coupon: Coupon, buyer: Buyer | None = None) -> int:
        return sum(
            order.coupon is coupon and order.stage != "Cancelled" and buyer in {None, order.buyer}
            for order in self.orders
        )

    def refusals_of(self, coupon: Coupon | None, buyer: Buyer, lines: Mapping[Goods, int]) -> set[str]:
        """Why that coupon cannot be used for these goods, if it cannot."""
        if coupon is None:
            return set()
        found = set()
        if self.uses(coupon) >= coupon.limit or self.uses(coupon, buyer) >= coupon.each:
            found.add("coupon_used_up")
        if sum(goods.cents * quantity for goods, quantity in lines.items()) < coupon.minimum:
            found.add("coupon_needs_more")
        return found

    def short_of(self, lines: Mapping[Goods, int]) -> bool:
        return any(quantity > self.free(goods) for goods, quantity in lines.items())

    def sold_out_for(self, orders: Iterable[Order]) -> set[Order]:
        """Of these, who may have found too little: more was wanted together than there was before them."""
        waiting = set(orders)
        wanted = {goods: self.promised(goods) for goods in self.goods}
        return {
            order for order in waiting if any(wanted[line.goods] > line.goods.on_hand for line in order.lines)
        }
