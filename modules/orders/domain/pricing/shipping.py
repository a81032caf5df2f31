"""Shipping: methods with prices in steps of weight or of the basket's total, country by country."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from modules.orders.domain.pricing.baskets import Basket
from modules.orders.domain.pricing.taxes import Country
from souk.kernel import Currency, Money, Refusal, Value, form

MethodCode = Annotated[str, form("[a-z0-9]+(-[a-z0-9]+)*", longest=40), Meta(examples=["standard"])]
MethodName = Annotated[str, Meta(min_length=1, max_length=100, pattern=r"\S")]
Minor = Annotated[int, Meta(ge=0, le=10**12)]


class ShippingNotPossible(Refusal):
    """That method (or, without one, any method) does not go there with these goods."""

    def __init__(self, country: str) -> None:
        super().__init__("These goods cannot be sent there this way.", country=country)


class MethodGivenTwice(Refusal):
    """Two methods have the same code."""


class StepsOutOfOrder(Refusal):
    """The steps of a method rise, and no two begin at the same place."""


class Measure(StrEnum):
    """What the price depends on."""

    WEIGHT = "weight"
    TOTAL = "total"


class Step(Value):
    """From so many grams, or minor units of the total after discount, on; until the next step begins."""

    begins: Minor
    price_minor: Minor


class ShippingMethod(Value):
    """How parcels travel. Without countries it goes everywhere; above `heaviest_grams` nowhere."""

    code: MethodCode
    name: MethodName
    currency: Currency
    steps: Annotated[tuple[Step, ...], Meta(min_length=1, max_length=50)]
    measure: Measure = Measure.TOTAL
    countries: Annotated[tuple[Country, ...], Meta(max_length=250)] = ()
    heaviest_grams: Annotated[int, Meta(ge=1, le=10**9)] | None = None

    def serves(self, country: str) -> bool:
        return not self.countries or country in self.countries

    def price_for(self, basket: Basket, goods: Money) -> Money | None:
        """Return what sending it costs, or nothing if this method does not take it.

        `goods` is what the goods cost after the discount. Free is free in every currency.
        """
        if self.heaviest_grams is not None and basket.weight_grams > self.heaviest_grams:
            return None
        size = basket.weight_grams if self.measure is Measure.WEIGHT else goods.minor
        reached = [step for step in self.steps if step.begins <= size]
        foreign = basket.currency != self.currency and any(step.price_minor for step in self.steps)
        if foreign or not reached:
            return None
        return Money(minor=reached[-1].price_minor, currency=basket.currency)


STANDARD = ShippingMethod(
    code="standard", name="Standard", currency="EUR", steps=(Step(begins=0, price_minor=0),)
)


class ShippingTable(Value):
    """All methods, the preferred ones first. A new shop sends everything everywhere for nothing."""

    methods: Annotated[tuple[ShippingMethod, ...], Meta(max_length=100)] = (STANDARD,)

    def choose(self, country: str, basket: Basket, goods: Money, code: str | None) -> "Sending":
        """Return the wanted method, or the first one that takes the basket there, with its price."""
        for method in self.methods:
            if code not in {None, method.code} or not method.serves(country):
                continue
            price = method.price_for(basket, goods)
            if price is not None:
                return Sending(method=method.code, name=method.name, price=price)
        raise ShippingNotPossible(country)

    def checked(self) -> "ShippingTable":
        """Refuse what could not be read in one way only."""
        if len({method.code for method in self.methods}) < len(self.methods):
            raise MethodGivenTwice
        for method in self.methods:
            begins = [step.begins for step in method.steps]
            if begins != sorted(set(begins)):
                raise StepsOutOfOrder
        return self


class Sending(Value):
    """The method that was chosen, and what it costs."""

    method: str
    name: str
    price: Money
