"""What a beginning might become: products whose name or kind goes on like this, misspelled or not."""

from sqlalchemy import func, select

from modules.catalog.domain.plain_text import words_of
from modules.catalog.domain.search import MOST_WORDS, SearchText
from modules.catalog.domain.spelling import SHORTEST
from modules.catalog.tables import product_cards
from modules.catalog.tables.card_search import meant_by, starting_with
from souk.database import Transaction
from souk.messages import Query

MOST = 10
C = product_cards.c


class SuggestProducts(Query[list[bytes]]):
    """Asks for the cards of the products that fit best, ten at most."""

    beginning: SearchText


async def suggest_products(tx: Transaction, query: SuggestProducts) -> list[bytes]:
    words = words_of(query.beginning)[:MOST_WORDS]
    if not words:
        return []
    found = await _starting(tx, words)
    if found:
        return found
    meant = await meant_by(tx, [word for word in words if len(word) >= SHORTEST])
    corrected = [(meant.get(word) or [word])[0] for word in words]
    return await _starting(tx, corrected) if corrected != words else []


async def _starting(tx: Transaction, words: list[str]) -> list[bytes]:
    fits = starting_with(words)
    best = func.ts_rank(C.words, fits).desc()
    ids = select(C.product_id).where(C.words.bool_op("@@")(fits)).limit(2000).subquery("some")
    page = select(C.card).join(ids, ids.c.product_id == C.product_id).order_by(best, C.product_id.desc())
    return list((await tx.execute(page.limit(MOST))).scalars())
