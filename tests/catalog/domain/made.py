"""Products made for the tests of their rules."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from uuid import UUID

from modules.catalog.domain.attributes import Attribute
from modules.catalog.domain.media import Picture
from modules.catalog.domain.product import Product
from modules.catalog.domain.stock import Cause, Stock
from modules.catalog.domain.stock_books import Shelf
from modules.catalog.domain.variant import Variant
from souk.kernel import Money, new_id

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 1, 2, 12, tzinfo=UTC)


def cause(next_id: Callable[[], UUID] = new_id) -> Cause:
    return Cause(next_id=next_id, actor_id=None, at=NOON)


def euros(minor: int) -> Money:
    return Money(minor=minor, currency="EUR")


def drafted(
    slug: str = "aura", attributes: Iterable[Attribute] = (), media: Iterable[Picture] = ()
) -> Product:
    return Product.drafted(
        id=new_id(),
        slug=slug,
        name=" Aura ",
        description=" Headphones. ",
        category_id=new_id(),
        attributes=attributes,
        media=media,
        at=NOON,
    )


def offer(product: Product, currency: str = "EUR", **options: str) -> Variant:
    """Add a variant; its SKU follows from its options."""
    price = Money(minor=59999, currency=currency)
    sku = "-".join(["AURA", *options.values()]).upper()
    return product.offer(id=new_id(), sku=sku, options=options, price=price, weight_grams=264)


def on_sale(*colours: str) -> Product:
    """A product that is sold in these colours."""
    product = drafted()
    for colour in colours or ("black",):
        offer(product, colour=colour)
    product.publish()
    return product


def shelf(on_hand: int = 0, reserved: int = 0, *, low: int = 0, backorder: int = 0) -> Shelf:
    stock = Stock(
        variant_id=new_id(), on_hand=on_hand, reserved=reserved, low_threshold=low, backorder_limit=backorder
    )
    return Shelf(stock=stock, product_id=new_id())
