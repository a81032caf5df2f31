"""What catalog says about a few goods: a fake of its contract."""

from uuid import UUID

from modules.catalog.contracts.queries import QuoteVariants, VariantOffer
from souk.kernel import Money, new_id


class Offers:
    """Answers QuoteVariants with what was put in; a product stands for its first variant."""

    def __init__(self) -> None:
        self.offers: list[VariantOffer] = []

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
            "image_url": None,
            "available": 10,
            "sellable": True,
        }
        offer = VariantOffer(**(said | changes))
        self.offers.append(offer)
        return offer

    def __call__(self, query: QuoteVariants) -> list[VariantOffer]:
        first: dict[UUID, VariantOffer] = {}
        for offer in self.offers:
            first.setdefault(offer.product_id, offer)
        named = [offer for offer in self.offers if offer.variant_id in query.variant_ids]
        return named + [first[id] for id in query.product_ids if id in first]
