"""A page of what somebody searched for: all the words, in other spellings if need be, or else one of them."""

from modules.catalog.domain.search import Search, all_of, any_of
from modules.catalog.tables.card_orders import Order
from modules.catalog.tables.card_pages import CardPage, Span
from modules.catalog.tables.card_search import Hits, found_by, meant_by, search_page
from modules.catalog.tables.card_wishes import Wishes
from souk.database import Transaction


async def searched(
    tx: Transaction, wishes: Wishes, search: Search, order: Order, span: Span
) -> tuple[CardPage, Wishes]:
    """Return the page, and all that was wanted in the end.

    One statement where every word is known and there is something that has them all.

    Only where nothing has them all is one of them enough, which is known by then: all are counted.
    """

    async def found(text: str) -> tuple[Hits, Wishes]:
        sought = found_by(wishes, search, text)
        return await search_page(tx, sought, order, span, search.guessable), sought

    text = all_of(search, {})
    hits, sought = await found(text)
    meant = await meant_by(tx, set(search.guessable) - set(hits.known))
    guessed = all_of(search, meant)
    if guessed != text:
        hits, sought = await found(guessed)
    loosely = any_of(search, meant)
    if not hits.page.total and loosely != guessed:
        hits, sought = await found(loosely)
    return hits.page, sought
