"""Goods to be priced."""

from modules.orders.domain.pricing.baskets import Goods
from souk.kernel import Money, new_id


def goods(price: Money, *, category_path: tuple[str, ...] = (), weight_grams: int = 0) -> Goods:
    return Goods(
        variant_id=new_id(),
        product_id=new_id(),
        sku="SKU",
        name="Something",
        options={},
        price=price,
        weight_grams=weight_grams,
        category_id=new_id(),
        category_path=category_path,
        image_url=None,
        available=5,
    )
