"""Fills the shop with the demo's goods."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from modules.catalog.contracts.queries import FindProducts
from modules.catalog.contracts.shelves import (
    OfferedAttribute,
    OfferedCategory,
    OfferedPicture,
    OfferedProduct,
    OfferedVariant,
    StockShelves,
)
from shop.demo.catalogue import demo_catalogue
from shop.demo.goods import DemoCategory, DemoProduct, DemoVariant
from shop.rebuilding import CARDS, rebuild
from souk.bus import Bus
from souk.kernel import Money, Value
from souk.messages import SYSTEM, Context
from souk.runtime import Runtime

BATCH = 25
TELL_EVERY = 200

Say = Callable[[str], None]


class SeedReport(Value):
    """What was added."""

    categories: int = 0
    products: int = 0


async def seed(runtime: Runtime, products: int, say: Say) -> SeedReport:
    """Bring the demo shop to that many products by adding what is missing.

    A shop that holds only products of its own stays as it is. The demo's first product, the one that
    every example counts on, is added last: a list that shows the newest first begins with it.
    """
    bus = runtime.switchboard.bus(Context(actor=SYSTEM, caller="shop", reason="demo shop"))
    if (await bus.ask(FindProducts())).total >= products:
        return SeedReport()
    demo = demo_catalogue(products)
    goods = [_product(product) for product in demo.products]
    found = await bus.ask(FindProducts(slugs=tuple(product.slug for product in goods)))
    if found.total and not found.slugs:
        say("This shop has products of its own: none of the demo are added.")
        return SeedReport()
    tree = tuple(_category(category) for category in demo.categories)
    stocked = await bus.do(StockShelves(categories=tree))
    missing = _missing(goods, set(found.slugs))
    say(f"Filling the demo shop: {len(missing)} of {products} products are missing.")
    added = await _stock(bus, missing, say)
    await rebuild(bus, CARDS)  # the events would do it too, but a shop that opens shall be full at once
    return SeedReport(categories=stocked.categories, products=added)


def _missing(goods: Iterable[OfferedProduct], there: Collection[str]) -> Sequence[OfferedProduct]:
    return [product for product in goods if product.slug not in there][::-1]


async def _stock(bus: Bus, missing: Sequence[OfferedProduct], say: Say) -> int:
    added = done = 0
    for batch in _batches(missing):
        added += (await bus.do(StockShelves(products=tuple(batch)))).products
        if (done + len(batch)) // TELL_EVERY > done // TELL_EVERY:
            say(f"  {done + len(batch)} of {len(missing)}")
        done += len(batch)
    return added


def _batches(missing: Sequence[OfferedProduct]) -> Iterator[Sequence[OfferedProduct]]:
    """So many at once; the last one alone, because it shall be the newest."""
    for start in range(0, len(missing) - 1, BATCH):
        yield missing[start : min(start + BATCH, len(missing) - 1)]
    yield missing[-1:]


def _category(category: DemoCategory) -> OfferedCategory:
    return OfferedCategory(slug=category.slug, name=category.name, parent=category.parent)


def _product(product: DemoProduct) -> OfferedProduct:
    return OfferedProduct(
        slug=product.slug,
        name=product.name,
        category=product.category,
        description=product.description,
        attributes=tuple(
            OfferedAttribute(name=fact.name, kind=fact.kind, value=fact.value) for fact in product.attributes
        ),
        media=tuple(OfferedPicture(address=media.address, alt=media.alt) for media in product.media),
        variants=tuple(_variant(variant, product.currency) for variant in product.variants),
    )


def _variant(variant: DemoVariant, currency: str) -> OfferedVariant:
    return OfferedVariant(
        sku=variant.sku,
        price=Money(minor=variant.price_minor, currency=currency),
        options=variant.options,
        weight_grams=variant.weight_grams,
        on_hand=variant.on_hand,
        low_threshold=variant.low_stock_threshold,
    )
