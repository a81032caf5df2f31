"""The words that a department of the shop is described in."""

from msgspec import Struct

from shop.demo.goods import AttributeKind, AttributeValue


class Branch(Struct, frozen=True, kw_only=True):
    """A category below its department, or below another branch of it."""

    slug: str
    name: str
    parent: str


class Fact(Struct, frozen=True, kw_only=True):
    """An attribute that a kind of product may have, and the values it takes there."""

    name: str
    kind: AttributeKind
    values: tuple[AttributeValue, ...]


class Sizes(Struct, frozen=True, kw_only=True):
    """An option that a kind of product is sold in; each step up costs `step_percent` more."""

    option: str
    values: tuple[str, ...]
    step_percent: int = 0


class Kind(Struct, frozen=True, kw_only=True):
    """A kind of product; prices are whole euros, `share` says how often it appears beside the others.

    The slug of every product ends in the slug of its kind: pictures are found by that.
    """

    name: str
    code: str
    category: str
    shape: str
    price: tuple[int, int]
    grams: tuple[int, int]
    colours: tuple[str, ...]
    materials: tuple[str, ...]
    pitches: tuple[str, ...]
    details: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    sizes: Sizes | None = None
    lines: tuple[str, ...] = ()
    names_material: bool = False
    share: int = 2


class Department(Struct, frozen=True, kw_only=True):
    """A top-level category with its makers, the names of their lines and what they make.

    `naming` arranges {brand}, {line}, {edition}, {material} and {kind}; it must end in {kind}. Where goods
    come in `generations`, each edition of a line exists as its first, second, … one. `maker` is the attribute
    that holds the brand.
    """

    slug: str
    name: str
    code: str
    naming: str
    branches: tuple[Branch, ...]
    brands: tuple[str, ...]
    lines: tuple[str, ...]
    editions: tuple[str, ...]
    generations: int = 1
    maker: str = "brand"
    occasions: tuple[str, ...]
    assurances: tuple[str, ...]
    kinds: tuple[Kind, ...]


def number(name: str, *values: float) -> Fact:
    return Fact(name=name, kind="number", values=values)


def choice(name: str, *values: str) -> Fact:
    return Fact(name=name, kind="choice", values=values)


def text(name: str, *values: str) -> Fact:
    return Fact(name=name, kind="text", values=values)


def flag(name: str) -> Fact:
    return Fact(name=name, kind="boolean", values=(True, False))


def always(name: str) -> Fact:
    """A yes that the wording of the kind already promises."""
    return Fact(name=name, kind="boolean", values=(True,))
