"""Works out what items cost: catalog says what they are, the staff's tables and a coupon the rest."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from sqlalchemy import Select, and_, select

from modules.catalog.contracts.queries import QuoteVariants, VariantOffer
from modules.orders.contracts.commands import OrderedItem
from modules.orders.contracts.queries import QuoteOrder
from modules.orders.domain.pricing.baskets import BasketLine, Goods, NotForSale, basket_of
from modules.orders.domain.pricing.coupons import Coupon, CouponUnknown, CouponUsedUp, folded
from modules.orders.domain.pricing.totals import PriceRules, Totals, price
from modules.orders.tables import coupon_customers, coupons, price_rules
from souk.database import Transaction
from souk.database.spoken import Spoken

RULES = Spoken(select(price_rules.c.name, price_rules.c.content))


async def price_items(tx: Transaction, wanted: QuoteOrder, customer: UUID | None) -> Totals:
    """Price them all as they are now, or refuse. Asks catalog, so it comes before any statement.

    One statement besides, two with a coupon. Not whether there is enough: `available` of each line says that.
    """
    goods = await _goods(tx, wanted.items)
    lines = [
        BasketLine(goods=each, quantity=item.quantity) for each, item in zip(goods, wanted.items, strict=True)
    ]
    return price(
        basket_of(lines),
        await all_rules(tx),
        at=tx.now,
        country=wanted.country,
        method=wanted.shipping_method,
        coupon=await _coupon(tx, wanted.coupon, customer) if wanted.coupon else None,
    )


async def _goods(tx: Transaction, items: Sequence[OrderedItem]) -> list[Goods]:
    """What each item is; a product stands for the variant that catalog names for it."""
    variant_ids = tuple({item.variant_id for item in items if item.variant_id})
    product_ids = tuple({item.product_id for item in items if item.product_id and not item.variant_id})
    # Asked apart: in one answer nobody could tell a product's own variant from one that was named.
    variants = await tx.ask(QuoteVariants(variant_ids=variant_ids)) if variant_ids else []
    products = await tx.ask(QuoteVariants(product_ids=product_ids)) if product_ids else []
    known: dict[UUID | None, VariantOffer] = {offer.variant_id: offer for offer in variants}
    known |= {offer.product_id: offer for offer in products}
    found = [known.get(item.variant_id or item.product_id) for item in items]
    missing = [item for item, offer in zip(items, found, strict=True) if offer is None or not offer.sellable]
    if missing:
        raise NotForSale([item.variant_id or item.product_id for item in missing])
    return [_as_goods(offer) for offer in found if offer is not None]


def _as_goods(offer: VariantOffer) -> Goods:
    return Goods(
        variant_id=offer.variant_id,
        product_id=offer.product_id,
        sku=offer.sku,
        name=offer.name,
        options=offer.options,
        price=offer.price,
        weight_grams=offer.weight_grams,
        category_id=offer.category_id,
        category_path=offer.category_path,
        image_url=offer.image_url,
        available=offer.available,
    )


async def all_rules(tx: Transaction) -> PriceRules:
    """Return every list that staff keep, in one statement."""
    return msgspec.convert({row.name: row.content for row in await RULES(tx)}, PriceRules)


async def _coupon(tx: Transaction, code: str, customer: UUID | None) -> Coupon:
    row = (await tx.execute(_with_uses(code, customer))).one_or_none()
    if row is None:
        raise CouponUnknown
    coupon: Coupon
    coupon, mine = row
    if coupon.customer_limit is not None and (mine or 0) >= coupon.customer_limit:
        raise CouponUsedUp
    return coupon


def _with_uses(code: str, customer: UUID | None) -> Select[Coupon, int | None]:
    mine = and_(coupon_customers.c.coupon_id == coupons.c.id, coupon_customers.c.customer_id == customer)
    found = select(Coupon, coupon_customers.c.used.label("mine")).outerjoin(coupon_customers, mine)
    return found.where(coupons.c.code == folded(code))
