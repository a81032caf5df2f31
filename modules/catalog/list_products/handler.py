"""One page of the products on sale, each as a card: two statements, however long the page."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, Select, exists, func, select, true
from sqlalchemy.dialects.postgresql import array

from modules.catalog.domain.product import ProductStatus
from modules.catalog.tables import categories, products, stocks, variants
from souk.database import Transaction
from souk.kernel import Money, Value
from souk.messages import Query

IN_STOCK = stocks.c.on_hand > stocks.c.reserved
STOCKED = variants.join(stocks, stocks.c.variant_id == variants.c.id)
CHEAPEST = (
    select(func.min(variants.c.price_minor)).where(variants.c.product_id == products.c.id).scalar_subquery()
)
OFFER = (
    select(
        func.min(variants.c.price_minor).label("price_minor"),
        func.min(variants.c.currency).label("currency"),
        func.count().label("variant_count"),
        func.bool_or(IN_STOCK).label("in_stock"),
    )
    .select_from(STOCKED)
    .where(variants.c.product_id == products.c.id)
    .lateral("offer")
)
CARD = (
    products.c.id,
    products.c.slug,
    products.c.name,
    products.c.description,
    products.c.media[(0, "address")].astext.label("image"),
    categories.c.slug.label("category"),
    OFFER,
)


class Sort(StrEnum):
    """The orders in which a list may come; what is equal by one of them comes newest first."""

    NEWEST = "newest"
    NAME = "name"
    NAME_DOWN = "-name"
    PRICE = "price"
    PRICE_DOWN = "-price"


KEYS: dict[Sort, ColumnElement[Any]] = {
    Sort.NEWEST: products.c.id,
    Sort.NAME: func.lower(products.c.name),
    Sort.NAME_DOWN: func.lower(products.c.name),
    Sort.PRICE: CHEAPEST,
    Sort.PRICE_DOWN: CHEAPEST,
}
ASCENDING = {Sort.NAME, Sort.PRICE}


class Card(Value):
    """A product as a list shows it, with its lowest price."""

    id: UUID
    slug: str
    name: str
    description: str
    category: str
    price: Money
    image: str | None
    in_stock: bool
    variant_count: int


class ProductList(Value):
    """A page, and how many products there are on all pages."""

    cards: list[Card]
    total: int


class ListProducts(Query[ProductList]):
    """`category` is a slug and takes in everything below it; an unknown one holds nothing."""

    page: int = 1
    page_size: int = 20
    category: str | None = None
    in_stock: bool | None = None
    sort: Sort = Sort.NEWEST


async def list_products(tx: Transaction, query: ListProducts) -> ProductList:
    wanted = _wanted(query)
    total = await tx.scalar(select(func.count()).select_from(products).where(*wanted))
    rows = (await tx.execute(_cards(query, wanted))).mappings()
    return ProductList(cards=[_card(row) for row in rows], total=total)


def _wanted(query: ListProducts) -> list[ColumnElement[bool]]:
    wanted = [products.c.status == ProductStatus.ACTIVE]
    if query.category is not None:
        top = select(categories.c.id).where(categories.c.slug == query.category).scalar_subquery()
        below = select(categories.c.id).where(categories.c.path.contains(array([top])))
        wanted.append(products.c.category_id.in_(below))
    if query.in_stock is not None:
        some = exists().select_from(STOCKED).where(variants.c.product_id == products.c.id, IN_STOCK)
        wanted.append(some if query.in_stock else ~some)
    return wanted


def _cards(query: ListProducts, wanted: list[ColumnElement[bool]]) -> Select[Any]:
    """The ids of the page first: no card is put together that the page does not show."""
    key = KEYS[query.sort].label("key")
    ids = select(products.c.id, key).where(*wanted).order_by(*_order(query.sort, key, products.c.id))
    page = ids.limit(query.page_size).offset((query.page - 1) * query.page_size).subquery("page")
    whole = page.join(products, products.c.id == page.c.id).join(OFFER, true())
    with_category = whole.join(categories, categories.c.id == products.c.category_id)
    return select(*CARD).select_from(with_category).order_by(*_order(query.sort, page.c.key, page.c.id))


def _order(
    sort: Sort, key: ColumnElement[Any], id: ColumnElement[UUID]
) -> tuple[ColumnElement[Any], ColumnElement[UUID]]:
    return key if sort in ASCENDING else key.desc(), id.desc()


def _card(row: RowMapping) -> Card:
    return Card(
        id=row["id"],
        slug=row["slug"],
        name=row["name"],
        description=row["description"],
        category=row["category"],
        price=Money(minor=row["price_minor"], currency=row["currency"]),
        image=row["image"],
        in_stock=row["in_stock"],
        variant_count=row["variant_count"],
    )
