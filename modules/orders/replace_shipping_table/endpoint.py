"""PUT /api/admin/shipping-methods."""

from typing import Annotated

from msgspec import Meta

from modules.orders.domain.pricing.shipping import (
    Measure,
    MethodCode,
    MethodGivenTwice,
    MethodName,
    ShippingMethod,
    ShippingTable,
    Step,
    StepsOutOfOrder,
)
from modules.orders.domain.pricing.taxes import Country
from modules.orders.edge import ShippingTableShown, shown_shipping
from modules.orders.permissions import PRICE
from modules.orders.replace_shipping_table.handler import ReplaceShippingTable
from souk.bus import Bus
from souk.http import Amount, Body, Reply, VersionRequired, Visit, put, requires, version_tag
from souk.kernel import Currency, Stale

NOTHING = Amount("0")
WHOLE = "JPY"  # grams have no decimals, as yen have none


class StepBody(Body, rename={"begins": "from"}):
    """From so many grams, or from that total after discount, on."""

    price: Amount
    begins: Amount | None = None


class MethodBody(Body):
    code: MethodCode
    name: MethodName
    currency: Currency
    steps: Annotated[tuple[StepBody, ...], Meta(min_length=1, max_length=50)]
    measure: Measure = Measure.TOTAL
    countries: Annotated[tuple[Country, ...], Meta(max_length=250)] = ()
    heaviest_grams: Annotated[int, Meta(ge=1, le=10**9)] | None = None


class MethodsBody(Body):
    items: Annotated[tuple[MethodBody, ...], Meta(max_length=100)]


@put(
    "/api/admin/shipping-methods",
    policy=requires(PRICE),
    refuses=[MethodGivenTwice, StepsOutOfOrder, Stale, VersionRequired],
    reads=["If-Match"],
)
async def put_shipping_table(body: MethodsBody, visit: Visit, bus: Bus) -> Reply[ShippingTableShown]:
    """Replace all shipping methods; the first one that takes a basket is what a customer is offered first."""
    table = ShippingTable(methods=tuple(_method(method) for method in body.items))
    command = ReplaceShippingTable(table=table, expected_version=visit.expected_version())
    version = await bus.do(command)
    return Reply(shown_shipping(table), headers=[version_tag(version)])


def _method(body: MethodBody) -> ShippingMethod:
    return ShippingMethod(
        code=body.code,
        name=body.name,
        currency=body.currency,
        measure=body.measure,
        countries=body.countries,
        heaviest_grams=body.heaviest_grams,
        steps=tuple(_step(step, body) for step in body.steps),
    )


def _step(step: StepBody, method: MethodBody) -> Step:
    counted_in = WHOLE if method.measure is Measure.WEIGHT else method.currency
    begins = (step.begins or NOTHING).of(counted_in)
    return Step(begins=begins.minor, price_minor=step.price.of(method.currency).minor)
