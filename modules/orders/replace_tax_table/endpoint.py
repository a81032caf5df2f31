"""PUT /api/admin/tax-rates."""

from typing import Annotated

from msgspec import Meta

from modules.orders.domain.pricing.percents import Percent
from modules.orders.domain.pricing.taxes import CategorySlug, Country, RateGivenTwice, TaxRate, TaxTable
from modules.orders.edge import TaxTableShown, shown_taxes
from modules.orders.permissions import PRICE
from modules.orders.replace_tax_table.handler import ReplaceTaxTable
from souk.bus import Bus
from souk.http import Amount, Body, Reply, VersionRequired, Visit, put, requires, version_tag
from souk.kernel import Stale


class RateBody(Body):
    """`percent` is written as people do: 19 or 8.875, with three decimals at most."""

    country: Country
    percent: Amount
    category: CategorySlug | None = None


class RatesBody(Body):
    home_country: Country
    prices_include_tax: bool
    items: Annotated[tuple[RateBody, ...], Meta(max_length=1000)]


@put(
    "/api/admin/tax-rates",
    policy=requires(PRICE),
    refuses=[RateGivenTwice, Stale, VersionRequired],
    reads=["If-Match"],
)
async def put_tax_table(body: RatesBody, visit: Visit, bus: Bus) -> Reply[TaxTableShown]:
    """Replace all tax rates; that of a category holds for everything below it."""
    table = TaxTable(
        home_country=body.home_country,
        prices_include_tax=body.prices_include_tax,
        rates=tuple(_rate(rate) for rate in body.items),
    )
    version = await bus.do(ReplaceTaxTable(table=table, expected_version=visit.expected_version()))
    return Reply(shown_taxes(table), headers=[version_tag(version)])


def _rate(body: RateBody) -> TaxRate:
    percent = Percent.parse(body.percent.text)
    return TaxRate(country=body.country, category=body.category, percent=percent)
