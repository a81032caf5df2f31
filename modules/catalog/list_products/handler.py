"""One page of the products on sale, as finished cards: one statement, two far behind the beginning."""

from msgspec import field

from modules.catalog.domain.card_index import SOLD_OUT, attribute_facet, category_facet
from modules.catalog.domain.facets import Facets, counted
from modules.catalog.domain.search import SearchText, read_search
from modules.catalog.domain.sorting import Sort
from modules.catalog.tables.card_finding import searched
from modules.catalog.tables.card_orders import ORDERS
from modules.catalog.tables.card_pages import CardPage, Span, card_facets, card_page
from modules.catalog.tables.card_search import BEST
from modules.catalog.tables.card_wishes import Wishes, wishes
from souk.database import Transaction
from souk.kernel import Money, Value
from souk.messages import Query

MOST_FACETS = 2000


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
    page, wanted = await _found(tx, query, _filtered(query, currency))
    facets = counted(await card_facets(tx, wanted, MOST_FACETS)) if query.facets else None
    return ProductList(cards=page.cards, total=page.total, facets=facets)


async def _found(tx: Transaction, query: ListProducts, wanted: Wishes) -> tuple[CardPage, Wishes]:
    """Return the page, and what was wanted in the end."""
    span = Span(size=query.page_size, skipped=(query.page - 1) * query.page_size)
    if not query.search.strip():
        return await card_page(tx, wanted, ORDERS[query.sort or Sort.NEWEST], span), wanted
    order = BEST if query.sort is None else ORDERS[query.sort]
    return await searched(tx, wanted, read_search(query.search), order, span)


def _filtered(query: ListProducts, currency: str) -> Wishes:
    facets = [] if query.category is None else [category_facet(query.category)]
    if query.in_stock is False:
        facets.append(SOLD_OUT)
    facets += [attribute_facet(name, value) for name, value in query.attributes.items()]
    return wishes(
        facets,
        in_stock=query.in_stock is True,
        lowest=_minor(query.lowest, currency),
        highest=_minor(query.highest, currency),
    )


def _minor(amount: str | None, currency: str) -> int | None:
    return None if amount is None else Money.parse(amount, currency).minor
