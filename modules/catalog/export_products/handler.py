"""Some products after one another as rows of a file: what an import would read."""

from typing import Annotated, Any
from uuid import UUID

from msgspec import Meta
from sqlalchemy import Row, select

from modules.catalog.domain.attributes import Attribute
from modules.catalog.domain.card_index import value_text
from modules.catalog.domain.media import Picture
from modules.catalog.domain.product import ProductStatus
from modules.catalog.tables import categories, products, stocks, variants
from souk.database import Transaction
from souk.kernel import Money, Value
from souk.messages import Query

P = products.c
ROWS = (
    select(
        P.id,
        P.slug,
        P.name,
        P.description,
        P.attributes,
        P.media,
        categories.c.slug.label("category"),
        variants.c.id.label("variant_id"),
        variants.c.sku,
        variants.c.options,
        variants.c.price_minor,
        variants.c.currency,
        variants.c.weight_grams,
        stocks.c.on_hand,
        stocks.c.low_threshold,
    )
    .join(categories, categories.c.id == P.category_id)
    .join(variants, variants.c.product_id == P.id)
    .join(stocks, stocks.c.variant_id == variants.c.id)
    .where(P.status != ProductStatus.RETIRED, ~variants.c.retired)
    .order_by(P.id, variants.c.position, variants.c.id)
)


class ExportedRows(Value):
    """Cells by their columns; behind `last` there may be more."""

    rows: list[dict[str, str]]
    last: UUID | None


class ExportProducts(Query[ExportedRows]):
    """So many products behind that id, with all their variants."""

    after: UUID | None = None
    products: Annotated[int, Meta(ge=1, le=1000)] = 200


async def export_products(tx: Transaction, query: ExportProducts) -> ExportedRows:
    some = select(P.id).where(P.status != ProductStatus.RETIRED).order_by(P.id).limit(query.products)
    if query.after is not None:
        some = some.where(P.id > query.after)
    ids = list((await tx.execute(some)).scalars())
    rows = [_cells(row) for row in await tx.execute(ROWS.where(P.id.in_(ids)))] if ids else []
    return ExportedRows(rows=rows, last=ids[-1] if len(ids) == query.products else None)


def _cells(row: Row[Any]) -> dict[str, str]:
    media: list[Picture] = row.media
    attributes: list[Attribute] = row.attributes
    price = Money(minor=row.price_minor, currency=row.currency)
    return {
        "slug": row.slug,
        "name": row.name,
        "category": row.category,
        "sku": row.sku,
        "price": str(price.major),
        "currency": row.currency,
        "description": row.description,
        "onHand": str(row.on_hand),
        "lowStockThreshold": str(row.low_threshold),
        "weightGrams": str(row.weight_grams),
        "imageUrl": media[0].address if media else "",
        "options": _together(row.options),
        "attributes": _together({each.name: value_text(each) for each in attributes}),
    }


def _together(pairs: dict[str, str]) -> str:
    """One column for all, since each product has others: `colour=red; size=42`."""
    return "; ".join(f"{name}={value}" for name, value in pairs.items())
