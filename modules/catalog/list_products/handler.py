"""One page of the products on sale, as finished cards: two statements, however long the page."""

from typing import Any

from msgspec import field
from sqlalchemy import BigInteger, ColumnElement, Select, cast, func, select

from modules.catalog.domain.card_index import SOLD_OUT, attribute_facet, category_facet
from modules.catalog.domain.facets import Facets, counted
from modules.catalog.domain.search import SearchText, read_search
from modules.catalog.domain.sorting import Sort
from modules.catalog.tables import card_counts, product_cards
from modules.catalog.tables.card_search import Sought, meant_by, sought
from modules.catalog.tables.cards import IN_STOCK_NOW
from souk.database import Transaction
from souk.kernel import Money, Value
from souk.messages import Query

C = product_cards.c
Order = tuple[ColumnElement[Any], ...]
Wanted = list[ColumnElement[bool]]

ORDERS: dict[Sort, Order] = {
    Sort.NEWEST: (C.product_id.desc(),),
    Sort.NAME: (C.name_key, C.product_id.desc()),
    Sort.NAME_DOWN: (C.name_key.desc(), C.product_id.desc()),
    Sort.PRICE: (C.price_minor, C.product_id.desc()),
    Sort.PRICE_DOWN: (C.price_minor.desc(), C.product_id.desc()),
    Sort.RATING: (C.rating.desc(), C.product_id.desc()),
}
BACKWARDS: dict[Sort, Order] = {
    Sort.NEWEST: (C.product_id,),
    Sort.NAME: (C.name_key.desc(), C.product_id),
    Sort.NAME_DOWN: (C.name_key, C.product_id),
    Sort.PRICE: (C.price_minor.desc(), C.product_id),
    Sort.PRICE_DOWN: (C.price_minor, C.product_id),
    Sort.RATING: (C.rating, C.product_id),
}
MOST_FACETS = 2000
ALL = select(cast(func.coalesce(func.sum(card_counts.c.cards), 0), BigInteger))


class ProductList(Value):
    """A page of finished cards, and how many products there are on all pages."""

    cards: list[bytes]
    total: int
    facets: Facets | None = None


class ListProducts(Query[ProductList]):
    """`category` is a slug and takes in everything below it; an unknown one holds nothing.

    Prices are the lowest of a product, in major units of the shop's currency. An attribute has any
    of the values given for it. A search comes in order of how well it fits unless another order is asked for.
    """

    page: int = 1
    page_size: int = 20
    category: str | None = None
    in_stock: bool | None = None
    lowest: str | None = None
    highest: str | None = None
    attributes: dict[str, str] = field(default_factory=dict[str, str])
    search: SearchText = ""
    sort: Sort | None = None
    facets: bool = False


async def list_products(tx: Transaction, query: ListProducts, *, currency: str) -> ProductList:
    wanted = _wanted(query, currency)
    search, total = await _counted(tx, query, wanted)
    if search is not None:
        wanted.append(search.matches)
    cards = await _cards(tx, query, wanted, search, total)
    facets = await _facets(tx, wanted) if query.facets else None
    return ProductList(cards=cards, total=total, facets=facets)


async def _counted(tx: Transaction, query: ListProducts, wanted: Wanted) -> tuple[Sought | None, int]:
    """All words must be there; only where nothing has them all is one of them enough.

    Counting tells whether anything has them: to look for the first that has would read all where none has.
    """
    if not query.search.strip():
        return None, await _count(tx, wanted)
    read = read_search(query.search)
    meant = await meant_by(tx, read.guessable)
    strict = sought(read, meant, strict=True)
    total = await _count(tx, [*wanted, strict.matches])
    if total:
        return strict, total
    loose = sought(read, meant, strict=False)
    return loose, await _count(tx, [*wanted, loose.matches])


async def _count(tx: Transaction, wanted: Wanted) -> int:
    counted = select(func.count()).select_from(product_cards).where(*wanted) if wanted else ALL
    total: int = await tx.scalar(counted)
    return total


def _wanted(query: ListProducts, currency: str) -> Wanted:
    facets = []
    if query.category is not None:
        facets.append(category_facet(query.category))
    if query.in_stock is False:
        facets.append(SOLD_OUT)
    facets += [attribute_facet(name, value) for name, value in query.attributes.items()]
    wanted = [C.facets.contains(facets)] if facets else []
    if query.in_stock:
        wanted.append(IN_STOCK_NOW)
    if query.lowest is not None:
        wanted.append(C.price_minor >= Money.parse(query.lowest, currency).minor)
    if query.highest is not None:
        wanted.append(C.price_minor <= Money.parse(query.highest, currency).minor)
    return wanted


async def _cards(
    tx: Transaction,
    query: ListProducts,
    wanted: Wanted,
    search: Sought | None,
    total: int,
) -> list[bytes]:
    """The ids of the page first: no card is fetched that the page does not show."""
    skipped = (query.page - 1) * query.page_size
    if skipped >= total:
        return []
    size = min(query.page_size, total - skipped)
    if query.sort is None and search is not None:
        return await _fetched(tx, _page(wanted, search.order, size, skipped))
    sort = query.sort or Sort.NEWEST
    if skipped <= total // 2:
        return await _fetched(tx, _page(wanted, ORDERS[sort], size, skipped))
    # The second half is nearer from the other end.
    return (await _fetched(tx, _page(wanted, BACKWARDS[sort], size, total - skipped - size)))[::-1]


def _page(wanted: Wanted, order: Order, size: int, skipped: int) -> Select[Any]:
    ids = select(C.product_id).where(*wanted).order_by(*order).limit(size).offset(skipped).subquery("page")
    return select(C.card).join(ids, ids.c.product_id == C.product_id).order_by(*order)


async def _fetched(tx: Transaction, page: Select[Any]) -> list[bytes]:
    return list((await tx.execute(page)).scalars())


async def _facets(tx: Transaction, wanted: Wanted) -> Facets:
    each = select(func.unnest(C.facets).label("facet")).where(*wanted).subquery("each")
    often = func.count().label("often")
    counts = select(each.c.facet, often).group_by(each.c.facet)
    frequent = counts.order_by(often.desc(), each.c.facet).limit(MOST_FACETS)
    return counted([(row.facet, row.often) for row in await tx.execute(frequent)])
