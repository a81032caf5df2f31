"""Finds cards by words: stemmed and weighted, with unknown words read as what was probably meant."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, REAL, ColumnElement, String, cast, func, select

from modules.catalog.domain.search import Search, all_of, any_of
from modules.catalog.domain.spelling import meant, shortened
from modules.catalog.tables.cards import product_cards, search_words
from souk.database import Transaction

C = product_cards.c
TEXTS = ARRAY(String(collation="C"))
WEIGHTS = cast([0.05, 0.2, 0.4, 1.0], ARRAY(REAL))  # said about it, unused, what it is like, its name
CANDIDATES = 400


class Sought(NamedTuple):
    """What a search matches, and in which order its matches come: the best first."""

    matches: ColumnElement[bool]
    order: tuple[ColumnElement[Any], ...]


async def meant_by(tx: Transaction, words: Sequence[str]) -> dict[str, list[str]]:
    """For each word that the shop does not know, those that it does and that were probably meant."""
    if not words:
        return {}
    letters = {word: shortened(word) for word in words}
    every = sorted({part for parts in letters.values() for part in parts})
    near = select(search_words.c.word).where(search_words.c.shortened.overlap(cast(every, TEXTS)))
    # Apart from its limit: PostgreSQL takes it for a reason to read all words until there are enough.
    apart = near.cte("near").prefix_with("MATERIALIZED")
    known = list((await tx.execute(select(apart.c.word).limit(CANDIDATES))).scalars())
    return {word: meant(word, known) for word in words if word not in known}


def sought(search: Search, meant: dict[str, list[str]], *, strict: bool) -> Sought:
    """Strict: every word is there. A SKU is found as it was written, before everything else."""
    text = all_of(search, meant) if strict else any_of(search, meant)
    query = func.to_tsquery("english", text)
    by_sku = C.skus.overlap(cast(list(search.skus), TEXTS))
    matches = by_sku if search.is_empty else C.words.bool_op("@@")(query) | by_sku
    named = C.name_key == " ".join(search.words)
    rank = func.ts_rank(WEIGHTS, C.words, query)
    return Sought(matches, (by_sku.desc(), named.desc(), rank.desc(), C.product_id.desc()))


def starting_with(words: Sequence[str]) -> ColumnElement[Any]:
    """Return a tsquery for all words, the last of which may be unfinished."""
    *whole, last = words
    finished = " & ".join(whole)
    begun = func.to_tsquery("simple", f"{last}:*")
    # The stem of what is there may be shorter than what was typed: `headphones` is kept as `headphon`.
    stemmed = begun.op("||")(func.to_tsquery("english", last))
    return func.to_tsquery("english", finished).op("&&")(stemmed) if whole else stemmed
