"""What catalog tells others when asked."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from souk.kernel import Money, Value
from souk.messages import Query


class FoundProducts(Value):
    """The slugs that there are among those asked for, and how many products there are altogether."""

    slugs: list[str]
    total: int


class FindProducts(Query[FoundProducts], wire="catalog.find_products.v1"):
    """Asks which of these slugs belong to a product, be it on sale, a draft or retired."""

    slugs: tuple[str, ...] = ()


class VariantOffer(Value):
    """A variant as it is now: its price, and how many may be ordered.

    `available` counts what may be backordered too. `sellable` is whether it is on sale at all, whatever there
    is of it: product active, variant not retired. `category_path` are slugs from the top of the tree.
    """

    variant_id: UUID
    product_id: UUID
    slug: str
    sku: str
    name: str
    options: dict[str, str]
    price: Money
    weight_grams: int
    category_id: UUID
    category_path: tuple[str, ...]
    image_url: str | None
    available: int
    sellable: bool


Ids = Annotated[tuple[UUID, ...], Meta(max_length=500)]


class QuoteVariants(Query[list[VariantOffer]], wire="catalog.quote_variants.v1"):
    """Asks for variants by their ids, and for products by theirs: their first sellable variant answers.

    In no particular order, each once; what does not exist is missing. However many, it is few statements.
    """

    variant_ids: Ids = ()
    product_ids: Ids = ()
