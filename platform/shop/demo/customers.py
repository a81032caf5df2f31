"""What the people of the demo shop have ordered, and what they think of it."""

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from shop.demo.dice import Dice
from shop.demo.people import DemoPerson, demo_people

Ending = Literal["delivered", "declined", "sent", "cancelled", "waiting", "returned"]

ENDINGS: tuple[Ending, ...] = ("delivered", "declined", "sent", "cancelled", "waiting", "returned")
"""In turn, so that a few customers have orders in every state."""

OPINIONS = (
    (
        5,
        "Just what I was looking for",
        "Well made, well packed, and here after two days. I would buy it again.",
    ),
    (5, "Better than the pictures", "I had not expected that much for the price."),
    (4, "Does what it should", "Solid and simple. One star less, because the manual is hard to read."),
    (4, "A good buy", "In daily use for two weeks now, and nothing to complain about."),
    (3, "It is all right", "Fine for the price. The colour is a little darker than on my screen."),
    (2, "Not for me", "Smaller than I thought, so it went back. The refund was quick, though."),
)


class DemoOrder(Struct, frozen=True, kw_only=True):
    """So many of each product, by its place among those that the shop shows, and how it ended."""

    items: tuple[tuple[int, int], ...]
    ending: Ending


class DemoReview(Struct, frozen=True, kw_only=True):
    """`product` is a place, as in an order; staff have not read every review yet."""

    product: int
    stars: int
    title: str
    text: str
    approved: bool


class DemoCustomer(Struct, frozen=True, kw_only=True):
    person: DemoPerson
    orders: Sequence[DemoOrder]
    reviews: Sequence[DemoReview]


def demo_customers(count: int, products: int, seed: int = 2026) -> Iterator[DemoCustomer]:
    """Return that many, who choose among so many products; the same for the same numbers."""
    for person in demo_people(count, seed):
        dice = Dice(seed, "customer", person.number)
        orders = [_order(dice, products, ENDINGS[(2 * person.number + turn) % 6]) for turn in (0, 1)]
        got = [order for order in orders if order.ending in {"delivered", "returned"}]
        reviews = [_review(dice, order) for order in got]
        yield DemoCustomer(person=person, orders=orders, reviews=reviews)


def _order(dice: Dice, products: int, ending: Ending) -> DemoOrder:
    places = dice.shuffled(range(products))[: dice.mostly_low(1, 3)]
    return DemoOrder(items=tuple((place, dice.mostly_low(1, 2)) for place in places), ending=ending)


def _review(dice: Dice, order: DemoOrder) -> DemoReview:
    stars, title, text = OPINIONS[-1] if order.ending == "returned" else dice.pick(OPINIONS[:-1])
    return DemoReview(
        product=order.items[0][0], stars=stars, title=title, text=text, approved=dice.chance(70)
    )
