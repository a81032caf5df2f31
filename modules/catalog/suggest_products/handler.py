"""What a beginning might become: products whose name or kind goes on like this, misspelled or not."""

from modules.catalog.domain.plain_text import words_of
from modules.catalog.domain.search import MOST_WORDS, SearchText
from modules.catalog.domain.spelling import SHORTEST
from modules.catalog.tables.card_search import meant_by
from souk.database import Transaction
from souk.messages import Query

# The stem of what is there may be shorter than what was typed: `headphones` is kept as `headphon`. Of what
# begins like this there may be very much: who types the next letter asks again.
STARTING = """
    WITH typed AS (
        SELECT to_tsquery('english', %(whole)s)
            && (to_tsquery('simple', %(begun)s) || to_tsquery('english', %(last)s)) AS fits
    ), fitting AS (
        SELECT product_id, words FROM catalog.card_label
        WHERE words @@ (SELECT fits FROM typed) LIMIT 2000
    ), best AS (
        SELECT product_id, ts_rank(words, (SELECT fits FROM typed)) AS rank FROM fitting
        ORDER BY rank DESC, product_id DESC LIMIT %(most)s::bigint
    )
    SELECT card FROM best JOIN catalog.product_card USING (product_id) ORDER BY rank DESC, product_id DESC
"""
MOST = 10


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
    """All of the words, the last of which may be unfinished."""
    *whole, last = words
    typed = {"whole": " & ".join(whole), "begun": f"{last}:*", "last": last, "most": MOST}
    return [card for (card,) in await tx.rows(STARTING, typed, plan_anew=True)]
