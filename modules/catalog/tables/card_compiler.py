"""Compiles cards: reads the truth under lock, writes the finished shape, and says what caches must forget."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, delete, exists, func, literal, select, text
from sqlalchemy.dialects.postgresql import JSON, JSONB

from modules.catalog.domain.cache_tags import ALL_PRODUCTS, product_tag
from modules.catalog.domain.card import ProductFacts, card_of, page_of, verbatim
from modules.catalog.domain.card_index import CardIndex, index_of
from modules.catalog.domain.spelling import shortened
from modules.catalog.tables.card_facts import facts_of, uuids
from modules.catalog.tables.cards import card_labels, product_cards, search_words
from modules.catalog.tables.goods import products
from souk.database import Transaction
from souk.database.columns import any_of
from souk.database.forgetting import forget

# The finished bytes travel as the JSON that they are: `json` keeps every byte of it, as jsonb would not.
WRITE = text("""
    INSERT INTO catalog.product_card (product_id, slug, price_minor, rating, name_key, facets, skus, words,
        card, page, compiled_at)
    SELECT product_id, slug, price_minor, rating, name_key, facets, skus,
        setweight(to_tsvector('english', heavy), 'A') || setweight(to_tsvector('english', middle), 'B')
            || setweight(to_tsvector('english', light), 'D'),
        convert_to(card::text, 'UTF8'), convert_to(page::text, 'UTF8'), :now
    FROM json_to_recordset(:cards) AS c (
        product_id uuid, slug text, price_minor bigint, rating float8, name_key text, facets text[],
        skus text[], heavy text, middle text, light text, card json, page json
    )
    ON CONFLICT (product_id) DO UPDATE SET slug = EXCLUDED.slug, price_minor = EXCLUDED.price_minor,
        rating = EXCLUDED.rating, name_key = EXCLUDED.name_key, facets = EXCLUDED.facets,
        skus = EXCLUDED.skus, words = EXCLUDED.words, card = EXCLUDED.card, page = EXCLUDED.page,
        compiled_at = EXCLUDED.compiled_at
""").bindparams(bindparam("cards", type_=JSON))
YIELD = text("""
    DELETE FROM catalog.product_card AS had
    USING unnest(CAST(:slugs AS text[]), CAST(:ids AS uuid[])) AS now (slug, id)
    WHERE had.slug = now.slug AND had.product_id <> now.id
""")
LEARN = text("""
    INSERT INTO catalog.search_word (word, shortened)
    SELECT word, shortened FROM jsonb_to_recordset(:words) AS w (word text, shortened text[])
    ORDER BY word COLLATE "C"
    ON CONFLICT DO NOTHING
""").bindparams(bindparam("words", type_=JSONB))
CARD, LABEL = product_cards.c, card_labels.c
SAID = ("price_minor", "rating", "name_key", "facets", "skus", "words")
LABELLED = and_(CARD.product_id == LABEL.product_id, *(CARD[name] == LABEL[name] for name in SAID))
THERE = select(
    CARD.product_id, CARD.card, CARD.page, func.coalesce(LABELLED, literal(value=False)).label("labelled")
).select_from(product_cards.outerjoin(card_labels, CARD.product_id == LABEL.product_id))
LOOSE = select(LABEL.product_id).where(~exists().where(CARD.product_id == LABEL.product_id))
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
        await tx.execute(delete(product_cards).where(CARD.product_id == uuids(gone)))
        await tx.execute(delete(card_labels).where(LABEL.product_id == uuids(gone)))
    if facts:
        await _write(tx, facts)
    await forget(tx, [ALL_PRODUCTS, *(product_tag(id) for id in product_ids)])


async def _write(tx: Transaction, facts: Iterable[ProductFacts]) -> None:
    indexed = sorted(((each, index_of(each)) for each in facts), key=lambda pair: pair[0].id)
    # A slug may move from one product to another: whoever had it is compiled as well, before, after or now.
    names = {"slugs": [each.slug for each, _ in indexed], "ids": [each.id for each, _ in indexed]}
    await tx.execute(YIELD, names)
    await tx.execute(WRITE, {"cards": [_row(each, index) for each, index in indexed], "now": tx.now})
    await _learn(tx, {word for _, index in indexed for word in index.vocabulary})


def _row(facts: ProductFacts, index: CardIndex) -> Mapping[str, Any]:
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
        "card": verbatim(card_of(facts)),
        "page": verbatim(page_of(facts)),
    }


async def _learn(tx: Transaction, words: Collection[str]) -> None:
    """Words are only ever added, in one order, so that two who learn the same do not block each other."""
    known = select(search_words.c.word).where(search_words.c.word == any_of(words))
    new = set(words) - set((await tx.execute(known)).scalars())
    if new:
        await tx.execute(LEARN, {"words": [{"word": word, "shortened": shortened(word)} for word in new]})


async def drifted(tx: Transaction, product_ids: Collection[UUID]) -> list[UUID]:
    """Return the products whose card or its label is missing, superfluous, or not what the truth comes to."""
    ids = uuids(product_ids)
    right = {each.id: (card_of(each), page_of(each)) for each in await facts_of(tx, product_ids)}
    there = {row.product_id: row for row in await tx.execute(THERE.where(CARD.product_id == ids))}
    as_should_be = {id for id, row in there.items() if row.labelled and right.get(id) == (row.card, row.page)}
    loose = (await tx.execute(LOOSE.where(LABEL.product_id == ids))).scalars()
    return sorted({*right, *there, *loose} - as_should_be)
