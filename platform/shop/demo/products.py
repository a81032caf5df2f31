"""One product of the demo shop, made from its number and the seed."""

from shop.demo.assortment import Assortment
from shop.demo.attributes import describe_facts
from shop.demo.dice import Dice
from shop.demo.goods import DemoMedia, DemoProduct
from shop.demo.kinds import leading_colour
from shop.demo.naming import name_product
from shop.demo.reference import REFERENCE
from shop.demo.spelling import spell
from shop.demo.variants import make_variants
from shop.demo.wording import describe


def make_product(number: int, seed: int, assortment: Assortment) -> DemoProduct:
    """The product of that number, counted from 1; it depends on no other product."""
    if number == REFERENCE.number:
        return REFERENCE
    place = assortment.place(number)
    dice = Dice(seed, "product", number)
    material = dice.pick(place.kind.materials)
    name = name_product(place, material, seed)
    slug = spell(name.full)
    colour = leading_colour(slug, place.kind)
    return DemoProduct(
        number=number,
        slug=slug,
        name=name.full,
        description=describe(place, name, material, dice),
        category=place.kind.category,
        currency="EUR",
        attributes=describe_facts(place, name.brand, colour, material, dice),
        variants=make_variants(number, place, colour, dice),
        media=(DemoMedia(address=f"/demo/pictures/{slug}.svg", alt=f"{name.full} in {colour}"),),
    )
