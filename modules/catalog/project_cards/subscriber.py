"""Bring the storefront's cards up to date with whatever has changed: doing so twice does no harm."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import array

from modules.catalog.contracts.events import (
    CategoryChanged,
    ProductChanged,
    ProductPublished,
    ProductRetired,
    ReviewApproved,
    StockChanged,
)
from modules.catalog.tables import categories, products
from modules.catalog.tables.card_compiler import compile_cards
from souk.database import Transaction

AT_ONCE = 200


async def show_published(tx: Transaction, events: list[ProductPublished]) -> None:
    await compile_cards(tx, {event.product_id for event in events})


async def show_changed(tx: Transaction, events: list[ProductChanged]) -> None:
    await compile_cards(tx, {event.product_id for event in events})


async def show_retired(tx: Transaction, events: list[ProductRetired]) -> None:
    await compile_cards(tx, {event.product_id for event in events})


async def show_stock(tx: Transaction, events: list[StockChanged]) -> None:
    await compile_cards(tx, {event.product_id for event in events})


async def show_rating(tx: Transaction, events: list[ReviewApproved]) -> None:
    await compile_cards(tx, {event.product_id for event in events})


async def show_recategorised(tx: Transaction, event: CategoryChanged) -> None:
    """Every product below it names it in its breadcrumbs, and is found by it."""
    below = select(categories.c.id).where(categories.c.path.contains(array([event.category_id])))
    found = select(products.c.id).where(products.c.category_id.in_(below)).order_by(products.c.id)
    ids = (await tx.execute(found)).scalars().all()
    for start in range(0, len(ids), AT_ONCE):
        await compile_cards(tx, ids[start : start + AT_ONCE])
