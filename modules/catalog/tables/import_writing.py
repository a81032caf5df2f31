"""Writes the products of an import: one statement for what is new, one for what is different.

A row at a time costs as many rounds of Python; one text is taken apart by PostgreSQL itself.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from modules.catalog.domain.import_work import Fresh, Revised
from modules.catalog.domain.new_product import NewVariant
from modules.catalog.domain.product import Product, ProductStatus
from modules.catalog.domain.stock import MovementKind
from modules.catalog.domain.variant import Variant
from souk.database import Transaction

LISTS = (bindparam("products", type_=JSONB), bindparam("variants", type_=JSONB))
ADD = text("""
    WITH offered AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(:variants) AS v (
            id uuid, product_id uuid, sku text, options jsonb, price_minor bigint, currency text,
            weight_grams integer, position integer, on_hand integer, low_threshold integer,
            backorder_limit integer, movement_id uuid
        )
    ), product AS (
        INSERT INTO catalog.product (id, slug, name, description, category_id, status, attributes, media,
            created_at, updated_at, version)
        SELECT id, slug, name, description, category_id, :status, attributes, media, :now, :now, 1
        FROM jsonb_to_recordset(:products) AS p (
            id uuid, slug text, name text, description text, category_id uuid, attributes jsonb, media jsonb
        )
    ), variant AS (
        INSERT INTO catalog.variant (id, product_id, sku, options, price_minor, currency, weight_grams,
            position, retired)
        SELECT id, product_id, sku, options, price_minor, currency, weight_grams, position, false FROM offered
    ), stock AS (
        INSERT INTO catalog.stock (variant_id, on_hand, reserved, low_threshold, backorder_limit)
        SELECT id, on_hand, 0, low_threshold, backorder_limit FROM offered
    )
    INSERT INTO catalog.stock_movement (id, variant_id, kind, on_hand_change, reserved_change, reason,
        actor_id, moved_at)
    SELECT movement_id, id, :kind, on_hand, 0, 'import', :actor, :now FROM offered
""").bindparams(*LISTS)
CHANGE = text("""
    WITH product AS (
        UPDATE catalog.product AS p
        SET name = said.name, description = said.description, category_id = said.category_id,
            attributes = said.attributes, media = said.media, updated_at = :now, version = p.version + 1
        FROM jsonb_to_recordset(:products) AS said (
            id uuid, name text, description text, category_id uuid, attributes jsonb, media jsonb
        )
        WHERE p.id = said.id
    )
    UPDATE catalog.variant AS v
    SET options = said.options, price_minor = said.price_minor, weight_grams = said.weight_grams
    FROM jsonb_to_recordset(:variants) AS said (
        id uuid, options jsonb, price_minor bigint, weight_grams integer
    )
    WHERE v.id = said.id
""").bindparams(*LISTS)


async def write_products(tx: Transaction, fresh: Iterable[Fresh], revised: Iterable[Revised]) -> None:
    """Write all of it; each new variant comes with its stock and the movement that begins its ledger."""
    new, known = list(fresh), list(revised)
    if known:
        altered = [{"id": each.id, **_price(each)} for one in known for each in one.altered]
        words = [{"id": one.product.id, **_words(one.product)} for one in known]
        await tx.execute(CHANGE, {"products": words, "variants": altered, "now": tx.now})
    offered = [row for one in new for row in _offered(one, tx)]
    offered += [_added(*pair, tx) for one in known for pair in one.offered]
    if offered:
        kinds = {"status": ProductStatus.ACTIVE, "kind": MovementKind.INITIAL}
        rows = {"products": [_new(one) for one in new], "variants": offered}
        await tx.execute(ADD, {**rows, **kinds, "actor": tx.actor.id, "now": tx.now})


def _new(fresh: Fresh) -> dict[str, Any]:
    return {
        "id": fresh.id,
        "slug": fresh.slug,
        "name": fresh.new.name.strip(),
        "description": fresh.new.description.strip(),
        "category_id": fresh.category_id,
        "attributes": fresh.new.attributes,
        "media": fresh.new.media,
    }


def _offered(fresh: Fresh, tx: Transaction) -> Iterator[dict[str, Any]]:
    for position, said in enumerate(fresh.new.variants):
        yield {
            "id": tx.new_id(),
            "product_id": fresh.id,
            "position": position,
            "options": said.options,
            "price_minor": said.price.minor,
            "weight_grams": said.weight_grams,
            **_stock(said, tx),
        }


def _added(variant: Variant, said: NewVariant, tx: Transaction) -> dict[str, Any]:
    return {
        "id": variant.id,
        "product_id": variant.product_id,
        "position": variant.position,
        **_price(variant),
        **_stock(said, tx),
    }


def _stock(said: NewVariant, tx: Transaction) -> dict[str, Any]:
    return {
        "sku": said.sku,
        "currency": said.price.currency,
        "on_hand": said.on_hand,
        "low_threshold": said.low_threshold,
        "backorder_limit": said.backorder_limit,
        "movement_id": tx.new_id(),
    }


def _words(product: Product) -> dict[str, Any]:
    return {
        "name": product.name,
        "description": product.description,
        "category_id": product.category_id,
        "attributes": product.attributes,
        "media": product.media,
    }


def _price(variant: Variant) -> dict[str, Any]:
    return {
        "options": variant.options,
        "price_minor": variant.price.minor,
        "weight_grams": variant.weight_grams,
    }
