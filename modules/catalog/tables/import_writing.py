"""Reads and writes the products of an import in few statements, whatever a part holds.

The products are plain objects that no session watches: a dry run makes the same changes, and writes none.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update

from modules.catalog.domain.import_changes import Changes
from modules.catalog.domain.new_product import NewProduct, NewVariant
from modules.catalog.domain.product import Product
from modules.catalog.domain.stock import Cause, Movement, Stock
from modules.catalog.domain.variant import Variant
from modules.catalog.tables.card_facts import uuids
from modules.catalog.tables.goods import products, variants
from modules.catalog.tables.stock import movements, stocks
from souk.database import Transaction
from souk.database.columns import any_of
from souk.kernel import Money

P, V = products.c, variants.c
CHANGE_PRODUCT = (
    update(products)
    .where(P.id == bindparam("key"))
    .values(
        name=bindparam("name"),
        description=bindparam("description"),
        category_id=bindparam("category_id"),
        attributes=bindparam("attributes"),
        media=bindparam("media"),
        updated_at=bindparam("updated_at"),
        version=P.version + 1,
    )
)
CHANGE_VARIANT = (
    update(variants)
    .where(V.id == bindparam("key"))
    .values(
        options=bindparam("options"),
        price_minor=bindparam("price_minor"),
        weight_grams=bindparam("weight_grams"),
    )
)


@dataclass(frozen=True, kw_only=True)
class Work:
    """A product to be written: a new one if nothing is said about changes."""

    product: Product
    new: NewProduct
    changes: Changes | None


async def there_already(tx: Transaction, slugs: Collection[str]) -> dict[str, Product]:
    """Return the products with these slugs, locked."""
    found = select(products).where(P.slug == any_of(slugs)).order_by(P.id).with_for_update()
    rows = (await tx.execute(found)).all()
    offered: dict[UUID, list[Variant]] = {row.id: [] for row in rows}
    sold = select(variants).where(V.product_id == uuids(offered)).order_by(V.position)
    for row in await tx.execute(sold):
        offered[row.product_id].append(_variant(row))
    return {row.slug: _product(row, offered[row.id]) for row in rows}


async def write_products(tx: Transaction, works: Iterable[Work]) -> None:
    known = list(works)
    fresh = [work for work in known if work.changes is None]
    await _execute(tx, insert(products), [_product_row(work.product) for work in fresh])
    others = [(work, work.changes) for work in known if work.changes is not None]
    changed = [work.product for work, _ in others]
    await _execute(tx, CHANGE_PRODUCT, [{"key": each.id, **_words(each)} for each in changed])
    altered = [
        variant
        for work, changes in others
        for variant in work.product.variants
        if variant.id in changes.changed
    ]
    await _execute(tx, CHANGE_VARIANT, [{"key": each.id, **_price(each)} for each in altered])
    added = {id for _, changes in others for id in changes.added}
    more = [
        (variant, work.new)
        for work in known
        for variant in work.product.variants
        if work.changes is None or variant.id in added
    ]
    await _offer(tx, more)


async def _offer(tx: Transaction, offered: list[tuple[Variant, NewProduct]]) -> None:
    cause = Cause(next_id=tx.new_id, at=tx.now, actor_id=tx.actor.id, reason="import")
    said: dict[str, NewVariant] = {each.sku: each for _, new in offered for each in new.variants}
    first = [_first_stock(variant, said[variant.sku], cause) for variant, _ in offered]
    await _execute(tx, insert(variants), [_variant_row(variant) for variant, _ in offered])
    await _execute(tx, insert(stocks), [_stock_row(stock) for stock, _ in first])
    await _execute(tx, insert(movements), [_movement_row(movement) for _, movement in first])


async def _execute(tx: Transaction, statement: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        await tx.execute(statement, rows)


def _first_stock(variant: Variant, said: NewVariant, cause: Cause) -> tuple[Stock, Movement]:
    stock = Stock.empty(
        variant_id=variant.id, low_threshold=said.low_threshold, backorder_limit=said.backorder_limit
    )
    return stock, stock.count_initially(said.on_hand, cause)


def _product(row: Any, offered: list[Variant]) -> Product:
    return Product(
        id=row.id,
        slug=row.slug,
        name=row.name,
        description=row.description,
        category_id=row.category_id,
        status=row.status,
        attributes=row.attributes,
        media=row.media,
        created_at=row.created_at,
        updated_at=row.updated_at,
        variants=offered,
    )


def _variant(row: Any) -> Variant:
    return Variant(
        id=row.id,
        product_id=row.product_id,
        sku=row.sku,
        options=row.options,
        price=Money(minor=row.price_minor, currency=row.currency),
        weight_grams=row.weight_grams,
        position=row.position,
        retired=row.retired,
    )


def _words(product: Product) -> dict[str, Any]:
    return {
        "name": product.name,
        "description": product.description,
        "category_id": product.category_id,
        "attributes": product.attributes,
        "media": product.media,
        "updated_at": product.updated_at,
    }


def _price(variant: Variant) -> dict[str, Any]:
    return {
        "options": variant.options,
        "price_minor": variant.price.minor,
        "weight_grams": variant.weight_grams,
    }


def _product_row(product: Product) -> dict[str, Any]:
    return {
        "id": product.id,
        "slug": product.slug,
        "status": product.status,
        "created_at": product.created_at,
        "version": 1,
        **_words(product),
    }


def _variant_row(variant: Variant) -> dict[str, Any]:
    return {
        "id": variant.id,
        "product_id": variant.product_id,
        "sku": variant.sku,
        "currency": variant.price.currency,
        "position": variant.position,
        "retired": variant.retired,
        **_price(variant),
    }


def _stock_row(stock: Stock) -> dict[str, Any]:
    return {
        "variant_id": stock.variant_id,
        "on_hand": stock.on_hand,
        "reserved": stock.reserved,
        "low_threshold": stock.low_threshold,
        "backorder_limit": stock.backorder_limit,
    }


def _movement_row(movement: Movement) -> dict[str, Any]:
    return {
        "id": movement.id,
        "variant_id": movement.variant_id,
        "kind": movement.kind,
        "on_hand_change": movement.on_hand_change,
        "reserved_change": movement.reserved_change,
        "reason": movement.reason,
        "actor_id": movement.actor_id,
        "moved_at": movement.moved_at,
        "cause_id": movement.cause_id,
    }
