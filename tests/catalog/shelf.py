"""What catalog offers to the modules above it: a fake of its contract; a test changes prices and stock."""

from typing import Any
from uuid import UUID

import msgspec

from modules.catalog.contracts.queries import QuoteVariants, VariantOffer
from souk.kernel import Money, new_id


class Shelf:
    """Answers QuoteVariants; a product stands for its first variant. `usual` is what each offer says."""

    def __init__(self, **usual: Any) -> None:
        self.offers: dict[UUID, VariantOffer] = {}
        self._usual = usual

    def add(self, minor: int = 59999, **changes) -> VariantOffer:
        said = {
            "variant_id": new_id(),
            "product_id": new_id(),
            "slug": "aura",
            "sku": f"SKU-{len(self.offers)}",
            "name": "Aura",
            "options": {},
            "price": Money(minor=minor, currency="EUR"),
            "weight_grams": 100,
            "category_id": new_id(),
            "category_path": ("electronics", "audio"),
            "image_url": "/aura.svg",
            "available": 1000,
            "sellable": True,
        }
        offer = VariantOffer(**(said | self._usual | changes))
        self.offers[offer.variant_id] = offer
        return offer

    def change(self, offer: VariantOffer, **changes) -> None:
        self.offers[offer.variant_id] = msgspec.structs.replace(offer, **changes)

    def reprice(self, offer: VariantOffer, minor: int) -> None:
        self.change(offer, price=Money(minor=minor, currency=offer.price.currency))

    def __call__(self, query: QuoteVariants) -> list[VariantOffer]:
        first: dict[UUID, VariantOffer] = {}
        for offer in self.offers.values():
            first.setdefault(offer.product_id, offer)
        named = [self.offers[id] for id in query.variant_ids if id in self.offers]
        return named + [first[id] for id in query.product_ids if id in first]
