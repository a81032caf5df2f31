"""Add the categories and products that are not there yet, in a few statements however many they are."""

from collections.abc import Iterable, Mapping

import msgspec
from sqlalchemy import select

from modules.catalog.contracts.events import ProductPublished
from modules.catalog.contracts.shelves import OfferedCategory, OfferedProduct, ShelvesStocked, StockShelves
from modules.catalog.domain.category import Category, UnknownCategory
from modules.catalog.domain.new_product import NewProduct, first_stock, make_product
from modules.catalog.domain.slugs import SlugTaken
from modules.catalog.domain.stock import Cause
from modules.catalog.domain.variant import SkuTaken
from modules.catalog.permissions import EDIT
from modules.catalog.tables import categories, products
from souk.database import Transaction
from souk.database.columns import any_of


async def stock_shelves(tx: Transaction, command: StockShelves) -> ShelvesStocked:
    known = await _known_categories(tx, command)
    added = await _add_categories(tx, command.categories, known)
    missing = await _missing(tx, command.products)
    await _add_products(tx, missing, known)
    tx.publish_staff_action(EDIT, "stock_shelves", f"{len(missing)} products")
    return ShelvesStocked(categories=added, products=len(missing))


async def _known_categories(tx: Transaction, command: StockShelves) -> dict[str, Category]:
    """Those that are named, shared with others who add below them; nobody moves them meanwhile."""
    named = {
        *(category.slug for category in command.categories),
        *(category.parent for category in command.categories if category.parent),
        *(product.category for product in command.products),
    }
    found = select(Category).where(categories.c.slug == any_of(named)).order_by(categories.c.id)
    return {
        category.slug: category for category in (await tx.execute(found.with_for_update(read=True))).scalars()
    }


async def _add_categories(
    tx: Transaction, offered: Iterable[OfferedCategory], known: dict[str, Category]
) -> int:
    before = len(known)
    for category in offered:
        if category.slug in known:
            continue
        parent = _named(known, category.parent) if category.parent else None
        known[category.slug] = Category.added(
            id=tx.new_id(), slug=category.slug, name=category.name, parent=parent
        )
        tx.add(known[category.slug])
    await tx.flush(category_slug_key=SlugTaken)
    return len(known) - before


async def _missing(tx: Transaction, offered: Iterable[OfferedProduct]) -> list[NewProduct]:
    """The new ones; what does not have the form that the domain asks for is the caller's mistake."""
    named = [product.slug for product in offered]
    there = set((await tx.execute(select(products.c.slug).where(products.c.slug == any_of(named)))).scalars())
    new = [product for product in offered if product.slug not in there]
    return msgspec.convert(msgspec.to_builtins(new), list[NewProduct])


async def _add_products(tx: Transaction, new: Iterable[NewProduct], known: Mapping[str, Category]) -> None:
    made = [
        (make_product(each, category_id=_named(known, each.category).id, next_id=tx.new_id, at=tx.now), each)
        for each in new
    ]
    for product, _ in made:
        tx.add(product)
    await tx.flush(product_slug_key=SlugTaken, variant_sku_key=SkuTaken)
    cause = Cause(next_id=tx.new_id, at=tx.now, actor_id=tx.actor.id)
    for product, each in made:
        for row in first_stock(product, each, cause):
            tx.add(row)
        tx.publish(ProductPublished(product_id=product.id))


def _named(known: Mapping[str, Category], slug: str) -> Category:
    if slug not in known:
        raise UnknownCategory
    return known[slug]
