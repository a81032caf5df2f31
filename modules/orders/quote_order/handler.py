"""Say what an order would come to; nothing is stored."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from modules.orders.contracts.queries import Quote, QuotedLine, QuoteOrder
from modules.orders.domain.pricing.totals import PricedLine, Totals
from souk.database import Transaction

PriceItems = Callable[[Transaction, QuoteOrder, UUID | None], Awaitable[Totals]]


async def quote_order(tx: Transaction, query: QuoteOrder, *, price_items: PriceItems) -> Quote:
    totals = await price_items(tx, query, tx.actor.id)
    return Quote(
        lines=[_quoted(line) for line in totals.lines],
        country=totals.country,
        subtotal=totals.subtotal,
        discount=totals.discount,
        shipping=totals.shipping,
        tax=totals.tax,
        tax_included=totals.included_tax,
        total=totals.total,
        shipping_method=totals.sending.method,
        coupon=totals.coupon,
    )


def _quoted(priced: PricedLine) -> QuotedLine:
    goods = priced.line.goods
    return QuotedLine(
        variant_id=goods.variant_id,
        product_id=goods.product_id,
        sku=goods.sku,
        name=goods.name,
        quantity=priced.line.quantity,
        available=goods.available,
        unit_price=goods.price,
        line_total=priced.total,
        discount=priced.discount,
        tax=priced.tax,
        tax_included=priced.included_tax,
    )
