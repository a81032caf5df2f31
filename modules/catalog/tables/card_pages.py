"""A page of cards and how many there are, in one statement: the ids first, and no card that is not shown.

Written out and read by the driver: putting such statements together anew cost more than PostgreSQL took.
"""

from typing import Any, LiteralString, NamedTuple

from modules.catalog.tables.card_orders import Order
from modules.catalog.tables.card_wishes import Wishes
from souk.database import Transaction

ALL: LiteralString = "SELECT coalesce(sum(cards), 0)::bigint FROM catalog.card_count"
FAR, FAR_AMONG_SOME = 2500, 500
"""From here on it may be nearer from the other end: among all cards, and among those that a filter leaves."""


class Span(NamedTuple):
    """Which of the cards: so many, behind so many."""

    size: int
    skipped: int


class CardPage(NamedTuple):
    cards: list[bytes]
    total: int


async def card_page(tx: Transaction, wishes: Wishes, order: Order, span: Span) -> CardPage:
    """Near the beginning one statement; far behind it two: the first tells from which end to read."""
    if span.skipped < (FAR_AMONG_SOME if wishes.conditions else FAR):
        return await _both(tx, wishes, order, span)
    total = await card_total(tx, wishes)
    size = min(span.size, total - span.skipped)
    if size <= 0:
        return CardPage([], total)
    rest = total - span.skipped - size
    if span.skipped <= rest:
        cards = await _cards(tx, wishes, order, Span(size, span.skipped))
    else:
        cards = (await _cards(tx, wishes, order.reversed, Span(size, rest)))[::-1]
    return CardPage(cards, total)


async def card_total(tx: Transaction, wishes: Wishes) -> int:
    [(total,)] = await _read(tx, wishes, _counting(wishes))
    return int(total)


async def card_facets(tx: Transaction, wishes: Wishes, most: int) -> list[tuple[str, int]]:
    """How many of the wanted cards have each facet, the most frequent first."""
    counting: LiteralString = f"""
        SELECT facet, count(*) AS often
        FROM (SELECT unnest(facets) AS facet FROM catalog.card_label {wishes.where}) AS each
        GROUP BY facet ORDER BY often DESC, facet LIMIT %(most)s::bigint
    """  # noqa: S608 - the conditions are our own, as below
    return [(facet, often) for facet, often in await _read(tx, wishes, counting, most=most)]


async def _both(tx: Transaction, wishes: Wishes, order: Order, span: Span) -> CardPage:
    statement: LiteralString = f"SELECT ({_counting(wishes)}), ({_collecting(wishes, order)})"
    [(total, cards)] = await _read(tx, wishes, statement, **span._asdict())
    return CardPage(cards or [], total)


async def _cards(tx: Transaction, wishes: Wishes, order: Order, span: Span) -> list[bytes]:
    [(cards,)] = await _read(tx, wishes, _collecting(wishes, order), **span._asdict())
    return cards or []


def _counting(wishes: Wishes) -> LiteralString:
    if not wishes.conditions:
        return ALL
    return f"SELECT count(*) FROM catalog.card_label {wishes.where}"  # noqa: S608


def _collecting(wishes: Wishes, order: Order) -> LiteralString:
    return f"""
        SELECT array_agg(card ORDER BY {order.clause}) FROM (
            SELECT product_id, {order.key} AS key FROM catalog.card_label {wishes.where}
            ORDER BY {order.clause} LIMIT %(size)s::bigint OFFSET %(skipped)s::bigint
        ) AS page JOIN catalog.product_card USING (product_id)
    """  # noqa: S608


async def _read(tx: Transaction, wishes: Wishes, statement: LiteralString, **more: Any) -> Any:
    """A plan for anybody's filters would be a bad one for these: it is made each time, if there are any."""
    return await tx.rows(statement, {**wishes.values, **more}, plan_anew=bool(wishes.conditions))
