"""A whole assortment, brought at once: for the demo shop, and for whoever moves in with his own."""

from typing import Literal

from msgspec import field

from souk.kernel import Money, Value
from souk.messages import Command


class OfferedCategory(Value):
    """A place in the tree, below the category whose slug is `parent` or at the top."""

    slug: str
    name: str
    parent: str | None = None


class OfferedVariant(Value):
    sku: str
    price: Money
    options: dict[str, str] = field(default_factory=dict[str, str])
    weight_grams: int = 0
    on_hand: int = 0
    low_threshold: int = 0


class OfferedAttribute(Value):
    name: str
    kind: Literal["text", "number", "choice", "boolean"]
    value: str | int | float | bool


class OfferedPicture(Value):
    address: str
    alt: str


class OfferedProduct(Value):
    """A product to put on sale, in the category with that slug."""

    slug: str
    name: str
    category: str
    variants: tuple[OfferedVariant, ...]
    description: str = ""
    attributes: tuple[OfferedAttribute, ...] = ()
    media: tuple[OfferedPicture, ...] = ()


class ShelvesStocked(Value):
    """How many were added."""

    categories: int
    products: int


class StockShelves(Command[ShelvesStocked], wire="catalog.stock_shelves.v1"):
    """Add what is not there yet, told by its slug: all of it, or nothing.

    What is there stays as it is, even if it was retired, so that doing it again changes nothing. Parents
    stand before their children; a parent or a category of a product may also be there already.
    """

    categories: tuple[OfferedCategory, ...] = ()
    products: tuple[OfferedProduct, ...] = ()
