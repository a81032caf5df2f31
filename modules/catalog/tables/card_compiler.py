"""Compiles cards: reads the truth under lock, writes the finished shape, and says what caches must forget."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, String, bindparam, delete, func, literal_column, select
from sqlalchemy.dialects.postgresql import insert

from modules.catalog.domain.cache_tags import ALL_PRODUCTS, product_tag
from modules.catalog.domain.card import ProductFacts, card_of, page_of
from modules.catalog.domain.card_index import CardIndex, index_of
from modules.catalog.domain.spelling import shortened
from modules.catalog.tables.card_facts import facts_of, uuids
from modules.catalog.tables.cards import product_cards, search_words
from modules.catalog.tables.goods import products
from souk.database import Transaction
from souk.database.forgetting import forget

CHANGING = (
    "slug",
    "price_minor",
    "rating",
    "name_key",
    "facets",
    "skus",
    "words",
    "card",
    "page",
    "compiled_at",
)


def _weighed(words: str, weight: str) -> ColumnElement[Any]:
    return func.setweight(func.to_tsvector("english", bindparam(words, type_=String)), literal_column(weight))


WORDS = _weighed("heavy", "'A'").op("||")(_weighed("middle", "'B'")).op("||")(_weighed("light", "'D'"))
NEW = insert(product_cards).values(words=WORDS)
WRITE = NEW.on_conflict_do_update(
    index_elements=["product_id"], set_={name: NEW.excluded[name] for name in CHANGING}
)
LOCK = select(products.c.id).order_by(products.c.id).with_for_update(key_share=True)


async def compile_cards(tx: Transaction, product_ids: Collection[UUID]) -> None:
    """Bring the cards of these products up to date; those that are not on sale have none.

    The products are locked first: of two that compile the same card at once the later one reads later, and no
    older state ever replaces a newer one. Doing it again changes nothing.
    """
    ids = uuids(set(product_ids))
    await tx.execute(LOCK.where(products.c.id == ids))
    facts = await facts_of(tx, product_ids)
    gone = set(product_ids) - {each.id for each in facts}
    if gone:
        await tx.execute(delete(product_cards).where(product_cards.c.product_id == uuids(gone)))
    if facts:
        await _write(tx, facts)
    await forget(tx, [ALL_PRODUCTS, *(product_tag(id) for id in product_ids)])


async def _write(tx: Transaction, facts: Iterable[ProductFacts]) -> None:
    indexed = sorted(((each, index_of(each)) for each in facts), key=lambda pair: pair[0].id)
    # A slug may move from one product to another: whoever had it is compiled as well, before or after.
    slugs = {each.slug: each.id for each, _ in indexed}
    taken = product_cards.c.slug.in_(list(slugs)) & (product_cards.c.product_id.not_in(list(slugs.values())))
    await tx.execute(delete(product_cards).where(taken))
    await tx.execute(WRITE, [_row(tx, each, index) for each, index in indexed])
    await _learn(tx, {word for _, index in indexed for word in index.vocabulary})


def _row(tx: Transaction, facts: ProductFacts, index: CardIndex) -> Mapping[str, Any]:
    return {
        "product_id": facts.id,
        "slug": facts.slug,
        "price_minor": facts.lowest.minor,
        "rating": facts.rating or 0.0,
        "name_key": index.name_key,
        "facets": index.facets,
        "skus": index.skus,
        "heavy": index.heavy,
        "middle": index.middle,
        "light": index.light,
        "card": card_of(facts),
        "page": page_of(facts),
        "compiled_at": tx.now,
    }


async def _learn(tx: Transaction, words: Collection[str]) -> None:
    """Words are only ever added, in one order, so that two who learn the same do not block each other."""
    known = select(search_words.c.word).where(search_words.c.word.in_(sorted(words)))
    new = set(words) - set((await tx.execute(known)).scalars())
    if new:
        rows = [{"word": word, "shortened": shortened(word)} for word in sorted(new)]
        await tx.execute(insert(search_words).values(rows).on_conflict_do_nothing())


async def drifted(tx: Transaction, product_ids: Collection[UUID]) -> list[UUID]:
    """Return the products whose card is missing, superfluous, or not what the truth comes to."""
    right = {each.id: (card_of(each), page_of(each)) for each in await facts_of(tx, product_ids)}
    columns = (product_cards.c.product_id, product_cards.c.card, product_cards.c.page)
    rows = await tx.execute(select(*columns).where(product_cards.c.product_id == uuids(product_ids)))
    there = {row.product_id: (row.card, row.page) for row in rows}
    return sorted(id for id in {*right, *there} if right.get(id) != there.get(id))
