"""Finds cards by words: stemmed and weighted, with unknown words read as what was probably meant."""

from collections.abc import Collection, Sequence
from typing import Any, LiteralString, NamedTuple

from modules.catalog.domain.search import Search
from modules.catalog.domain.spelling import meant, shortened
from modules.catalog.tables.card_orders import Order
from modules.catalog.tables.card_pages import CardPage, Span
from modules.catalog.tables.card_wishes import Wishes
from souk.database import Transaction

CANDIDATES = 400
# What is said about it, nothing, what it is like, its name.
RANK: LiteralString = "ts_rank('{0.05, 0.2, 0.4, 1}', words, to_tsquery('english', %(text)s))"
BY_WORDS: LiteralString = "words @@ to_tsquery('english', %(text)s)"
BY_SKU: LiteralString = "skus && %(skus)s::varchar[]"
NAMED: LiteralString = "name_key = %(named)s"
FITTING: LiteralString = f"1000 * ({BY_SKU})::int + 100 * ({NAMED})::int + {RANK}"
BEST = Order(FITTING, down=True)
"""First what has the SKU as it was written, then what is called just so: no rank comes to 100."""
KNOWN: LiteralString = (
    "SELECT array_agg(word) FROM catalog.search_word WHERE word = ANY(%(guessable)s::varchar[])"
)
# Apart from its limit: PostgreSQL takes it for a reason to read all words until there are enough.
NEAR: LiteralString = """
    WITH near AS MATERIALIZED (
        SELECT word FROM catalog.search_word WHERE shortened && %(every)s::varchar[]
    )
    SELECT word FROM near LIMIT %(most)s::bigint
"""


class Hits(NamedTuple):
    """A page of what was found, and which of the words the shop knows."""

    page: CardPage
    known: Collection[str]


def found_by(wishes: Wishes, search: Search, text: str) -> Wishes:
    """Add to the wishes what is searched for, the words as a tsquery."""
    condition: LiteralString = BY_SKU if search.is_empty else f"({BY_WORDS} OR {BY_SKU})"
    sought = {"text": text, "skus": list(search.skus), "named": " ".join(search.words)}
    return Wishes((*wishes.conditions, condition), {**wishes.values, **sought})


async def search_page(
    tx: Transaction, wishes: Wishes, order: Order, span: Span, guessable: Sequence[str]
) -> Hits:
    """Each hit is read once: to be counted, and ranked if that is the order."""
    statement: LiteralString = f"""
        WITH hits AS MATERIALIZED (
            SELECT product_id, {order.key} AS key FROM catalog.card_label {wishes.where}
        ), page AS (
            SELECT * FROM hits ORDER BY {order.clause} LIMIT %(size)s::bigint OFFSET %(skipped)s::bigint
        )
        SELECT (SELECT count(*) FROM hits), ({KNOWN}), (
            SELECT array_agg(card ORDER BY {order.clause})
            FROM page JOIN catalog.product_card USING (product_id)
        )
    """  # noqa: S608 - the conditions are our own
    values: dict[str, Any] = {**wishes.values, **span._asdict(), "guessable": list(guessable)}
    [(total, known, cards)] = await tx.rows(statement, values, plan_anew=True)
    return Hits(CardPage(cards or [], total), known or [])


async def meant_by(tx: Transaction, words: Collection[str]) -> dict[str, list[str]]:
    """For each of these words, which the shop does not know: those that were probably meant."""
    if not words:
        return {}
    every = {part for word in words for part in shortened(word)}
    near = await tx.rows(NEAR, {"every": sorted(every), "most": CANDIDATES})
    known = [word for (word,) in near]
    return {word: meant(word, known) for word in words if word not in known}
