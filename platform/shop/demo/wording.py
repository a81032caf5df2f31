"""Descriptions put together from what is true of the kind, the line and the house."""

from shop.demo.assortment import Place
from shop.demo.dice import Dice
from shop.demo.naming import Name


def describe(place: Place, name: Name, material: str, dice: Dice) -> str:
    """Two to four sentences; the first says what it is, for those who read no further."""
    department, kind, _ = place
    sentences = [dice.pick(kind.pitches), dice.pick(kind.details)]
    if dice.chance(70):
        sentences.append(dice.pick(department.occasions))
    if dice.chance(60):
        sentences.append(dice.pick(department.assurances))
    return " ".join(sentences).format(brand=name.brand, line=name.line, material=material)
