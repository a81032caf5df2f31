"""Coupons: a percentage or an amount off the goods, under conditions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID, uuid5

from modules.orders.domain.pricing.baskets import Basket
from modules.orders.domain.pricing.percents import Percent
from modules.orders.domain.pricing.spreading import spread
from souk.kernel import Money, Refusal, form

CouponCode = Annotated[str, form("[A-Za-z0-9][A-Za-z0-9_-]{2,39}")]

GUESTS = UUID("5f0d1c9e-6a0b-5d0e-9c39-0c5b0a7d6f11")


class CouponUnknown(Refusal):
    """There is no such coupon, or it is not valid now."""

    def __init__(self) -> None:
        super().__init__("This coupon is not valid.")


class CouponNeedsMore(Refusal):
    """The goods cost less than the coupon asks for."""

    def __init__(self, minimum: Money) -> None:
        super().__init__(
            f"This coupon needs goods for at least {minimum}.",
            minimum=minimum.major,
            currency=minimum.currency,
        )


class CouponUsedUp(Refusal):
    """It was used as often as it may be, by everybody together or by this customer."""

    def __init__(self) -> None:
        super().__init__("This coupon has been used as often as it may be.")


class NeitherPercentNorAmount(Refusal):
    """A coupon takes off either a percentage or an amount in some currency, never both."""


class EndsBeforeItStarts(Refusal):
    """The time of a coupon ends after it has started."""


def folded(code: str) -> str:
    """Return the one spelling in which a code is kept: nobody types capitals."""
    return code.upper()


def guest_as_customer(email: str) -> UUID:
    """Return whom a guest counts as for the limit per customer, without keeping the address."""
    return uuid5(GUESTS, email.strip().casefold())


@dataclass(eq=False, kw_only=True)
class Coupon:
    """`used` counts the orders that hold a use now; it is given back when one is cancelled."""

    id: UUID
    code: str
    percent_thousandths: int | None
    amount_minor: int | None
    currency: str | None
    minimum_minor: int | None
    starts_at: datetime | None
    ends_at: datetime | None
    total_limit: int | None
    customer_limit: int | None
    used: int
    retired: bool
    version: int

    def discount_on(self, basket: Basket, at: datetime) -> list[Money]:
        """Return what comes off each line; refuses when a condition is not met.

        The limits are looked at, so that nobody is promised what is gone; they are kept when it is claimed.
        """
        self._valid(basket, at)
        if self.percent_thousandths is not None:
            percent = Percent(thousandths=self.percent_thousandths)
            return [percent.of(line.total) for line in basket.lines]
        off = min(self.amount_minor or 0, basket.subtotal.minor)
        shares = spread(off, [line.total.minor for line in basket.lines])
        return [Money(minor=share, currency=basket.currency) for share in shares]

    def check(self) -> None:
        """Refuse a coupon that says two things, or nothing."""
        if (self.percent_thousandths is None) == (self.amount_minor is None):
            raise NeitherPercentNorAmount
        if (self.amount_minor is not None or self.minimum_minor is not None) and self.currency is None:
            raise NeitherPercentNorAmount("An amount needs its currency.")
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise EndsBeforeItStarts

    def _valid(self, basket: Basket, at: datetime) -> None:
        early = self.starts_at is not None and at < self.starts_at
        late = self.ends_at is not None and at >= self.ends_at
        foreign = self.currency is not None and self.currency != basket.currency
        if self.retired or early or late or foreign:
            raise CouponUnknown
        if self.total_limit is not None and self.used >= self.total_limit:
            raise CouponUsedUp
        if self.minimum_minor is not None and basket.subtotal.minor < self.minimum_minor:
            raise CouponNeedsMore(Money(minor=self.minimum_minor, currency=basket.currency))
