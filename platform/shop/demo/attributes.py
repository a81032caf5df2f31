"""The typed properties of a product, and the list of all that the shop knows."""

from collections.abc import Iterator

from shop.demo.assortment import Place
from shop.demo.colours import COLOURS
from shop.demo.departments import DEPARTMENTS, Fact, Kind
from shop.demo.dice import Dice
from shop.demo.goods import AttributeKind, DemoAttribute, DemoAttributeDefinition


def describe_facts(
    place: Place, brand: str, colour: str, material: str, dice: Dice
) -> tuple[DemoAttribute, ...]:
    return (
        DemoAttribute(name=place.department.maker, kind="choice", value=brand),
        DemoAttribute(name="colour", kind="choice", value=colour),
        DemoAttribute(name="material", kind="choice", value=material),
        *(
            DemoAttribute(name=fact.name, kind=fact.kind, value=dice.pick(fact.values))
            for fact in place.kind.facts
        ),
    )


def attribute_definitions() -> tuple[DemoAttributeDefinition, ...]:
    """Every attribute once, in the order in which departments mention them, with all its choices."""
    kinds: dict[str, AttributeKind] = {}
    choices: dict[str, dict[str, None]] = {}
    for fact in _all_facts():
        kinds[fact.name] = fact.kind
        offered = choices.setdefault(fact.name, {})
        if fact.kind == "choice":
            offered.update(dict.fromkeys(map(str, fact.values)))
    return tuple(
        DemoAttributeDefinition(name=name, kind=kind, choices=tuple(choices[name]))
        for name, kind in kinds.items()
    )


def _all_facts() -> Iterator[Fact]:
    yield Fact(name="colour", kind="choice", values=tuple(COLOURS))
    for department in DEPARTMENTS:
        yield Fact(name=department.maker, kind="choice", values=department.brands)
        for kind in department.kinds:
            yield from _facts_of(kind)


def _facts_of(kind: Kind) -> Iterator[Fact]:
    yield Fact(name="material", kind="choice", values=kind.materials)
    yield from kind.facts
