"""The cart: lines of one currency, a coupon, and what was ordered from it last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from modules.cart.domain.lines import MOST_LINES, CartLine
from modules.cart.domain.offers import Offer
from souk.kernel import NotFound, Refusal, Stale, Value


class CartFull(Refusal):
    """There is no room for another thing."""

    def __init__(self) -> None:
        super().__init__(f"A cart holds {MOST_LINES} different things at most.", most=MOST_LINES)


class CartEmpty(Refusal):
    """There is nothing in the cart that this could be done with."""


class OtherCurrency(Refusal):
    """What is in the cart is sold in another currency."""


class LastOrder(Value):
    """What became an order, under which id and version of the cart."""

    cart_id: UUID
    version: int
    lines: tuple[CartLine, ...]
    coupon: str | None


@dataclass(eq=False, kw_only=True)
class Cart:
    """A person's has an `owner_id`, a guest's a `guest_key`, which only its token leads to."""

    id: UUID
    owner_id: UUID | None
    guest_key: UUID | None
    lines: tuple[CartLine, ...]
    coupon: str | None
    last_order: LastOrder | None
    version: int
    changed_at: datetime

    def __post_init__(self) -> None:
        self.is_kept()

    @classmethod
    def new(cls, id: UUID, *, owner_id: UUID | None, guest_key: UUID | None, at: datetime) -> "Cart":
        """Make an empty one, of version 0: it is not there before it is kept."""
        return cls(
            id=id,
            owner_id=owner_id,
            guest_key=guest_key,
            lines=(),
            coupon=None,
            last_order=None,
            version=0,
            changed_at=at,
        )

    @property
    def has_changed(self) -> bool:
        """Whether it is another one than is kept, or not kept yet."""
        return self.version == 0 or self._kept != self._state()

    def is_kept(self) -> None:
        """Note that it is kept as it is now, and `known_as` this id."""
        self.known_as = self.id
        self._kept = self._state()

    def add(self, offer: Offer, quantity: int, *, line_id: UUID, at: datetime) -> None:
        """Put so many in, beside those of the same variant that lie there."""
        there = next((line for line in self.lines if line.variant_id == offer.variant_id), None)
        if there is not None:
            self._replace(there, there.counting(there.quantity + quantity).seen(offer.price), at)
            return
        if len(self.lines) >= MOST_LINES:
            raise CartFull
        if any(line.seen_price.currency != offer.price.currency for line in self.lines):
            raise OtherCurrency
        self._change((*self.lines, CartLine.of(offer, quantity, id=line_id)), at)

    def count(self, line_id: UUID, quantity: int, offers: Mapping[UUID, Offer], *, at: datetime) -> None:
        """Have so many of that line from now on; none takes it out."""
        line = self._line(line_id)
        if quantity == 0:
            self.remove(line_id, at=at)
            return
        offer = offers.get(line.variant_id)
        counted = line.counting(quantity)
        self._replace(line, counted.seen(offer.price) if offer else counted, at)

    def remove(self, line_id: UUID, *, at: datetime) -> None:
        gone = self._line(line_id)
        self._change(tuple(line for line in self.lines if line is not gone), at)

    def clear(self, *, at: datetime) -> None:
        if self.lines or self.coupon:
            self.coupon = None
            self._change((), at)

    def put_coupon(self, code: str | None, *, at: datetime) -> None:
        if code != self.coupon:
            self.coupon = code
            self.changed_at = at

    def take_over(self, other: "Cart", *, at: datetime) -> None:
        """Take what a guest has put together; what they have both is added up, and nothing is refused.

        The other cart is empty afterwards, so that doing it again adds nothing. Only what does not fit (the
        ninety-nine, the hundred lines, another currency) stays behind.
        """
        mine = {line.variant_id: line for line in self.lines}
        currencies = {line.seen_price.currency for line in self.lines or other.lines[:1]}
        for line in other.lines:
            if line.variant_id in mine:
                mine[line.variant_id] = mine[line.variant_id].with_more(line.quantity)
            elif len(mine) < MOST_LINES and line.seen_price.currency in currencies:
                mine[line.variant_id] = line
        self.coupon = self.coupon or other.coupon
        self._change(tuple(mine.values()), at)
        other.clear(at=at)

    def order(self, goods: Mapping[UUID, int], *, new_id: UUID, at: datetime) -> None:
        """Take out what was ordered; what was put in meanwhile stays, in what is another cart from now on.

        If everything went, it is remembered: a checkout that is sent again finds what it was about.
        """
        counts = {line.variant_id: line.quantity for line in self.lines}
        if counts == goods:
            self.last_order = LastOrder(
                cart_id=self.id, version=self.version, lines=self.lines, coupon=self.coupon
            )
        self.id = new_id
        self.coupon = None
        left = ((line, line.quantity - goods.get(line.variant_id, 0)) for line in self.lines)
        self._change(tuple(line.counting(quantity) for line, quantity in left if quantity > 0), at)

    def ready(self, expected: int | None) -> LastOrder:
        """Return what a checkout orders: what lies in the cart, or what just became an order.

        The latter lets a request that is sent again come to the order that it made; without its key it is
        refused there, because that cart was ordered.
        """
        now = LastOrder(cart_id=self.id, version=self.version, lines=self.lines, coupon=self.coupon)
        about = now if self.lines else self.last_order
        if about is None:
            raise CartEmpty
        if expected not in {None, about.version}:
            raise Stale
        return about

    def _state(self) -> tuple[object, ...]:
        return self.id, self.lines, self.coupon, self.last_order, self.changed_at

    def _line(self, line_id: UUID) -> CartLine:
        found = next((line for line in self.lines if line.id == line_id), None)
        if found is None:
            raise NotFound("item in this cart")
        return found

    def _replace(self, old: CartLine, new: CartLine, at: datetime) -> None:
        self._change(tuple(new if line is old else line for line in self.lines), at)

    def _change(self, lines: tuple[CartLine, ...], at: datetime) -> None:
        self.lines = lines
        self.changed_at = at
