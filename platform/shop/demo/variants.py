"""What can be put into the cart: colours, sizes, prices and how many are left."""

from functools import cache

from shop.demo.assortment import Place
from shop.demo.colours import COLOURS
from shop.demo.departments import Kind, Sizes
from shop.demo.dice import Dice
from shop.demo.goods import DemoVariant
from shop.demo.spelling import abbreviate

CENTS = (99, 99, 49, 0)
THRESHOLDS = (3, 5, 8, 10)
SOLD_OUT_PERCENT = 5
RUNNING_LOW_PERCENT = 6
MISSING_SIZE_PERCENT = 4


def make_variants(number: int, place: Place, colour: str, dice: Dice) -> tuple[DemoVariant, ...]:
    """At least one; the first is in the leading colour, the colour of the picture.

    An SKU is department, kind, product number and options, `EL-HEA-0042-BLK`: unique because the number is.
    """
    kind = place.kind
    euros, cents = dice.mostly_low(*kind.price), dice.pick(CENTS)
    grams, threshold = dice.mostly_low(*kind.grams), dice.pick(THRESHOLDS)
    options = _options(kind, colour, dice)
    stock = _stock(len(options), threshold, dice)
    stem = f"{place.department.code}-{kind.code}-{number:04}"
    return tuple(
        [
            DemoVariant(
                sku=stem + code,
                options=chosen,
                price_minor=euros * percent // 100 * 100 + cents,
                weight_grams=grams * percent // 100,
                on_hand=on_hand,
                low_stock_threshold=threshold,
            )
            for (percent, code, chosen), on_hand in zip(options, stock, strict=True)
        ]
    )


def _options(kind: Kind, leading: str, dice: Dice) -> list[tuple[int, str, dict[str, str]]]:
    """Each combination of colour and size, with its price in percent and its end of the SKU."""
    colours = _colours(kind, leading, dice)
    if kind.sizes is None:
        return [(100, f"-{COLOURS[colour].code}", {"colour": colour}) for colour in colours]
    return [
        (percent, f"-{COLOURS[colour].code}-{code}", {"colour": colour, kind.sizes.option: size})
        for colour in colours
        for percent, code, size in _ladder(kind.sizes)
    ]


@cache
def _ladder(sizes: Sizes) -> list[tuple[int, str, str]]:
    """The price in percent of the first size's, the code and the name of each size."""
    return [
        (100 + step * sizes.step_percent, abbreviate(size), size) for step, size in enumerate(sizes.values)
    ]


def _colours(kind: Kind, leading: str, dice: Dice) -> list[str]:
    first = kind.colours.index(leading)
    count = dice.pick((1, 1, 2, 3) if kind.sizes is None else (1, 1, 2))
    return [kind.colours[(first + step) % len(kind.colours)] for step in range(count)]


def _stock(variants: int, threshold: int, dice: Dice) -> list[int]:
    """One product in twenty is sold out, a few are about to be; the others sometimes lack a size."""
    if dice.chance(SOLD_OUT_PERCENT):
        return [0] * variants
    low, high = (1, threshold) if dice.chance(RUNNING_LOW_PERCENT) else (threshold + 5, threshold + 180)
    return [
        0 if variant and dice.chance(MISSING_SIZE_PERCENT) else dice.number(low, high)
        for variant in range(variants)
    ]
