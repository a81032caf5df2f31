"""Coupons: a percentage or an amount off the goods, under conditions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID, uuid5

import msgspec
from msgspec import UNSET, Meta, UnsetType

from modules.orders.domain.pricing.baskets import Basket
from modules.orders.domain.pricing.percents import WHOLE, Percent
from modules.orders.domain.pricing.spreading import spread
from souk.kernel import Currency, Money, Refusal, Value, form

Limit = Annotated[int, Meta(ge=0, le=10**9)]
CouponCode = Annotated[str, form("[A-Za-z0-9][A-Za-z0-9_-]{2,39}")]

GUESTS = UUID("5f0d1c9e-6a0b-5d0e-9c39-0c5b0a7d6f11")


class CouponCodeTaken(Refusal):
    """Another coupon has this code, or had it."""


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


class AmountWithoutCurrency(Refusal):
    """An amount, or a minimum, is one of some currency."""


class EndsBeforeItStarts(Refusal):
    """The time of a coupon ends after it has started."""


def folded(code: str) -> str:
    """Return the one spelling in which a code is kept: nobody types capitals."""
    return code.upper()


def guest_as_customer(email: str) -> UUID:
    """Return whom a guest counts as for the limit per customer, without keeping the address."""
    return uuid5(GUESTS, email.strip().casefold())


class CouponTerms(Value):
    """What a coupon takes off (a percentage or an amount), and under which conditions."""

    percent_thousandths: Annotated[int, Meta(ge=0, le=WHOLE)] | None = None
    amount_minor: Annotated[int, Meta(ge=0)] | None = None
    currency: Currency | None = None
    minimum_minor: Annotated[int, Meta(ge=0)] | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    total_limit: Limit | None = None
    customer_limit: Limit | None = None

    def checked(self) -> "CouponTerms":
        """Refuse terms that say two things, or nothing."""
        if (self.percent_thousandths is None) == (self.amount_minor is None):
            raise NeitherPercentNorAmount
        if (self.amount_minor is not None or self.minimum_minor is not None) and self.currency is None:
            raise AmountWithoutCurrency
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise EndsBeforeItStarts
        return self


class CouponWishes(Value):
    """What of the terms shall be different. Amounts are texts, because their currency may not be said."""

    percent: str | UnsetType | None = UNSET
    amount: str | UnsetType | None = UNSET
    currency: Currency | UnsetType | None = UNSET
    minimum: str | UnsetType | None = UNSET
    starts_at: datetime | UnsetType | None = UNSET
    ends_at: datetime | UnsetType | None = UNSET
    total_limit: Limit | UnsetType | None = UNSET
    customer_limit: Limit | UnsetType | None = UNSET

    def applied_to(self, terms: CouponTerms) -> CouponTerms:
        """Return the terms as they are then. Raises InvalidAmount for decimals that the currency lacks."""
        currency = terms.currency if isinstance(self.currency, UnsetType) else self.currency
        said = {
            "percent_thousandths": _if_said(self.percent, lambda text: Percent.parse(text).thousandths),
            "amount_minor": _if_said(self.amount, lambda text: _minor(text, currency)),
            "currency": self.currency,
            "minimum_minor": _if_said(self.minimum, lambda text: _minor(text, currency)),
            "starts_at": self.starts_at,
            "ends_at": self.ends_at,
            "total_limit": self.total_limit,
            "customer_limit": self.customer_limit,
        }
        kept = {name: value for name, value in said.items() if value is not UNSET}
        return msgspec.convert(msgspec.structs.asdict(terms) | kept, CouponTerms).checked()


def _if_said(text: str | UnsetType | None, read: Callable[[str], int]) -> int | UnsetType | None:
    return read(text) if isinstance(text, str) else text


def _minor(text: str, currency: str | None) -> int:
    if currency is None:
        raise AmountWithoutCurrency
    return Money.parse(text, currency).minor


class KeptCoupon(Value):
    """A coupon as staff see it."""

    id: UUID
    code: str
    terms: CouponTerms
    used: int
    retired: bool
    version: int


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
    used: int = 0
    retired: bool = False
    version: int = 1

    @classmethod
    def issued(cls, *, id: UUID, code: str, terms: CouponTerms) -> "Coupon":
        return cls(id=id, code=folded(code), **msgspec.structs.asdict(terms.checked()))

    @property
    def terms(self) -> CouponTerms:
        return CouponTerms(**{name: getattr(self, name) for name in CouponTerms.__struct_fields__})

    @property
    def kept(self) -> KeptCoupon:
        return KeptCoupon(
            id=self.id,
            code=self.code,
            terms=self.terms,
            used=self.used,
            retired=self.retired,
            version=self.version,
        )

    def revise(self, terms: CouponTerms) -> None:
        """Change what it takes off from now on. A limit below what is used already gives out no more."""
        for name, value in msgspec.structs.asdict(terms.checked()).items():
            setattr(self, name, value)

    def retire(self) -> None:
        """Take it out of use for good; its code stays taken, since orders name it."""
        self.retired = True

    def discount_on(self, basket: Basket, at: datetime) -> list[Money]:
        """Return what comes off each line; refuses when a condition is not met.

        The limits are looked at, so that nobody is promised what is gone; they are kept when it is claimed.
        """
        self._must_hold(basket, at)
        if self.percent_thousandths is not None:
            percent = Percent(thousandths=self.percent_thousandths)
            return [percent.of(line.total) for line in basket.lines]
        off = min(self.amount_minor or 0, basket.subtotal.minor)
        shares = spread(off, [line.total.minor for line in basket.lines])
        return [Money(minor=share, currency=basket.currency) for share in shares]

    def _must_hold(self, basket: Basket, at: datetime) -> None:
        early = self.starts_at is not None and at < self.starts_at
        late = self.ends_at is not None and at >= self.ends_at
        foreign = self.currency is not None and self.currency != basket.currency
        if self.retired or early or late or foreign:
            raise CouponUnknown
        if self.total_limit is not None and self.used >= self.total_limit:
            raise CouponUsedUp
        if self.minimum_minor is not None and basket.subtotal.minor < self.minimum_minor:
            raise CouponNeedsMore(Money(minor=self.minimum_minor, currency=basket.currency))
