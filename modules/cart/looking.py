"""Asks the catalogue what the things in a cart cost now: before any statement, as one asks other modules."""

from collections.abc import Sequence
from uuid import UUID

from modules.cart.domain.cart import Cart
from modules.cart.domain.offers import Looked, NotForSale, Offer
from modules.catalog.contracts.queries import QuoteVariants, VariantOffer
from souk.database import Transaction


async def look(
    tx: Transaction,
    carts: Sequence[Cart],
    *,
    variant_id: UUID | None = None,
    product_id: UUID | None = None,
) -> Looked:
    """Return the offers for all that lies in these carts, and for what is wanted, if it is sold.

    What others put in at the same moment is missing too, and is then shown as it was seen last.
    """
    ids = {line.variant_id for cart in carts for line in cart.lines} | ({variant_id} if variant_id else set())
    offers = _sold(await tx.ask(QuoteVariants(variant_ids=tuple(ids)))) if ids else {}
    if product_id is None:
        return Looked(offers=offers, wanted=_wanted(offers, variant_id))
    # Asked by itself: among others nobody could tell which variant stands for the product.
    wanted = _sold(await tx.ask(QuoteVariants(product_ids=(product_id,))))
    return Looked(offers=offers | wanted, wanted=_wanted(wanted, next(iter(wanted), product_id)))


def _sold(offers: list[VariantOffer]) -> dict[UUID, Offer]:
    return {
        offer.variant_id: Offer(
            variant_id=offer.variant_id,
            product_id=offer.product_id,
            sku=offer.sku,
            name=offer.name,
            price=offer.price,
            image_url=offer.image_url,
            available=offer.available,
        )
        for offer in offers
        if offer.sellable
    }


def _wanted(offers: dict[UUID, Offer], id: UUID | None) -> Offer | None:
    if id is not None and id not in offers:
        raise NotForSale
    return offers[id] if id else None
