"""Tax: rates by country and category, on top of the prices or within them."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from msgspec import Meta

from modules.orders.domain.pricing.percents import Percent
from souk.kernel import Refusal, Value, form

Country = Annotated[str, form("[A-Z]{2}"), Meta(examples=["DE"])]
CategorySlug = Annotated[str, form("[a-z0-9]+(-[a-z0-9]+)*", longest=200)]

NO_TAX = Percent(thousandths=0)

Rates = Mapping[str | None, Percent]
"""The rates of one country by category; that of all other goods has none."""


class RateGivenTwice(Refusal):
    """There are two rates for the same country and category."""


class TaxRate(Value):
    """Holds in that country for that category and everything below it, or for all without a category."""

    country: Country
    percent: Percent
    category: CategorySlug | None = None


class TaxTable(Value):
    """Every rate, whether prices are shown with the tax in them, and where the shop itself is.

    A new shop's prices include the tax, and nobody has set a rate yet.
    """

    home_country: Country = "DE"
    prices_include_tax: bool = True
    rates: Annotated[tuple[TaxRate, ...], Meta(max_length=1000)] = ()

    def rates_in(self, country: str) -> "Rates":
        return {rate.category: rate.percent for rate in self.rates if rate.country == country}

    def checked(self) -> "TaxTable":
        """Refuse two rates for the same thing: nobody could say which one holds."""
        if len({(rate.country, rate.category) for rate in self.rates}) < len(self.rates):
            raise RateGivenTwice
        return self


def rate_for(rates: Rates, category_path: Sequence[str]) -> Percent:
    """Return the rate of the deepest category that has one; where nobody set a rate, there is no tax."""
    return next((rates[slug] for slug in (*reversed(category_path), None) if slug in rates), NO_TAX)
