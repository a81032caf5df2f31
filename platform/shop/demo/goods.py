"""What a demo shop is made of, ready to be stored or sent by whoever asked for it."""

from typing import Literal

from msgspec import Struct

AttributeKind = Literal["text", "number", "boolean", "choice"]
AttributeValue = str | int | float | bool


class DemoCategory(Struct, frozen=True, kw_only=True):
    """A place in the tree; a parent always comes before its children."""

    slug: str
    name: str
    parent: str | None


class DemoAttribute(Struct, frozen=True, kw_only=True, gc=False):
    """One typed property of a product; a name has the same kind wherever it appears."""

    name: str
    kind: AttributeKind
    value: AttributeValue


class DemoAttributeDefinition(Struct, frozen=True, kw_only=True):
    """What the shop knows of an attribute before any product has it; only a choice has `choices`."""

    name: str
    kind: AttributeKind
    choices: tuple[str, ...]


class DemoVariant(Struct, frozen=True, kw_only=True):
    sku: str
    options: dict[str, str]
    price_minor: int
    weight_grams: int
    on_hand: int
    low_stock_threshold: int


class DemoMedia(Struct, frozen=True, kw_only=True, gc=False):
    address: str
    alt: str


class DemoProduct(Struct, frozen=True, kw_only=True):
    """A product with at least one variant; its `number`, from 1 on, and the seed decide all the rest."""

    number: int
    slug: str
    name: str
    description: str
    category: str
    currency: str
    attributes: tuple[DemoAttribute, ...]
    variants: tuple[DemoVariant, ...]
    media: tuple[DemoMedia, ...]
