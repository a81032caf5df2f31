"""The goods of bench/catalog.py: rows of a file, the same in each run."""

import random
from collections.abc import Iterator

COLOURS = ["red", "blue", "green", "black", "white", "teal", "coral", "sand", "navy", "olive"]
KINDS = ["Headphones", "Lamp", "Chair", "Kettle", "Tent", "Backpack", "Notebook", "Puzzle", "Jumper", "Bike"]
BRANDS = [f"Brand{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
HEADING = (
    "slug,name,category,sku,price,currency,description,onHand,"
    "attribute.colour,attribute.brand,attribute.size\n"
)


def rows(products: int, *, dearer: int = 0) -> Iterator[str]:
    """Each so many cents dearer."""
    dice = random.Random(7)
    yield HEADING
    for n in range(products):
        colour, kind, brand = dice.choice(COLOURS), dice.choice(KINDS), dice.choice(BRANDS)
        name = f"{brand} {colour.title()} {kind} {n}"
        about = f"A {colour} {kind.lower()} by {brand} for every day and number {n}."
        yield (
            f"p-{n},{name},{kind.lower()},S-{n},{(dice.randint(100, 99999) + dearer) / 100:.2f},EUR,{about},"
            f"{dice.randint(0, 20)},{colour},{brand},{dice.randint(36, 46)}\n"
        )
