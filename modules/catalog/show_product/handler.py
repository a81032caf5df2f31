"""Everything that the page of one product shows: three statements."""

from uuid import UUID

from sqlalchemy import ColumnElement, select

from modules.catalog.domain.attributes import Attribute
from modules.catalog.domain.media import Picture
from modules.catalog.domain.product import ProductStatus
from modules.catalog.tables import categories, products, stocks, variants
from souk.database import Transaction
from souk.kernel import Money, NotFound, Value
from souk.messages import Query

PRODUCT = select(
    products.c.id,
    products.c.slug,
    products.c.name,
    products.c.description,
    products.c.attributes,
    products.c.media,
    categories.c.slug.label("category"),
    categories.c.path,
).join_from(products, categories)
VARIANTS = (
    select(
        variants.c.id,
        variants.c.sku,
        variants.c.options,
        variants.c.price_minor,
        variants.c.currency,
        (stocks.c.on_hand > stocks.c.reserved).label("in_stock"),
    )
    .join_from(variants, stocks)
    .order_by(variants.c.position, variants.c.id)
)


class Offer(Value):
    """A variant as a customer sees it: whether there are any, never how many."""

    id: UUID
    sku: str
    options: dict[str, str]
    price: Money
    in_stock: bool


class Crumb(Value):
    """A category on the way from the top of the tree to the product."""

    slug: str
    name: str


class ProductPage(Value):
    id: UUID
    slug: str
    name: str
    description: str
    category: str
    breadcrumbs: list[Crumb]
    attributes: list[Attribute]
    media: list[Picture]
    offers: list[Offer]


class ShowProduct(Query[ProductPage]):
    """A product by its id or its slug; drafts and retired products are not there."""

    id_or_slug: str


async def show_product(tx: Transaction, query: ShowProduct) -> ProductPage:
    on_sale = products.c.status == ProductStatus.ACTIVE
    row = (await tx.execute(PRODUCT.where(_named(query.id_or_slug), on_sale))).one_or_none()
    if row is None:
        raise NotFound("product")
    return ProductPage(
        id=row.id,
        slug=row.slug,
        name=row.name,
        description=row.description,
        category=row.category,
        breadcrumbs=await _breadcrumbs(tx, row.path),
        attributes=row.attributes,
        media=row.media,
        offers=await _offers(tx, row.id),
    )


def _named(id_or_slug: str) -> ColumnElement[bool]:
    """Ids have one spelling; whatever else might be read as one, 32 hexadecimal digits, is a slug."""
    try:
        id = UUID(id_or_slug)
    except ValueError:
        id = None
    return products.c.id == id if str(id) == id_or_slug.lower() else products.c.slug == id_or_slug


async def _offers(tx: Transaction, product_id: UUID) -> list[Offer]:
    rows = await tx.execute(VARIANTS.where(variants.c.product_id == product_id))
    return [
        Offer(
            id=row.id,
            sku=row.sku,
            options=row.options,
            price=Money(minor=row.price_minor, currency=row.currency),
            in_stock=row.in_stock,
        )
        for row in rows
    ]


async def _breadcrumbs(tx: Transaction, path: list[UUID]) -> list[Crumb]:
    way = select(categories.c.slug, categories.c.name, categories.c.path).where(categories.c.id.in_(path))
    rows = sorted(await tx.execute(way), key=lambda row: len(row.path))
    return [Crumb(slug=row.slug, name=row.name) for row in rows]
