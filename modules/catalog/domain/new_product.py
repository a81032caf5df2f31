"""What is said of a product before there is one, and how it comes to be."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, field

from modules.catalog.domain.attributes import Attributes, each_once
from modules.catalog.domain.media import Pictures
from modules.catalog.domain.product import (
    MOST_VARIANTS,
    OUR_OWN_ADDRESSES,
    Description,
    MixedCurrencies,
    NothingToSell,
    Product,
    ProductName,
    SameOptionsTwice,
    TooManyVariants,
)
from modules.catalog.domain.slugs import Slug, SlugTaken, slug_from
from modules.catalog.domain.stock import Cause, Movement, Quantity, Stock
from modules.catalog.domain.variant import Options, Sku, WeightGrams
from souk.kernel import Money, Value

NextId = Callable[[], UUID]


class NewVariant(Value):
    """A variant and how many of it there are."""

    sku: Sku
    price: Money
    options: Options = field(default_factory=dict[str, str])
    weight_grams: WeightGrams = 0
    on_hand: Quantity = 0
    low_threshold: Quantity = 0
    backorder_limit: Quantity = 0


class NewProduct(Value):
    """`category` is a slug; without a slug of its own the product gets one from its name."""

    name: ProductName
    category: Slug
    slug: Slug | None = None
    description: Description = ""
    draft: bool = False
    attributes: Attributes = ()
    media: Pictures = ()
    variants: Annotated[tuple[NewVariant, ...], Meta(max_length=MOST_VARIANTS)] = ()


def make_product(new: NewProduct, *, category_id: UUID, next_id: NextId, at: datetime) -> Product:
    """Make it with all its variants, on sale unless it is to stay a draft."""
    product = Product.drafted(
        id=next_id(),
        slug=new.slug or slug_from(new.name),
        name=new.name,
        description=new.description,
        category_id=category_id,
        attributes=new.attributes,
        media=new.media,
        at=at,
    )
    for variant in new.variants:
        product.offer(
            id=next_id(),
            sku=variant.sku,
            options=variant.options,
            price=variant.price,
            weight_grams=variant.weight_grams,
        )
    if not new.draft:
        product.publish()
    return product


def check_new(new: NewProduct) -> None:
    """Refuse what `make_product` would refuse, without making it: an import checks a hundred thousand."""
    if new.slug in OUR_OWN_ADDRESSES:
        raise SlugTaken
    each_once(new.attributes)
    if not new.variants and not new.draft:
        raise NothingToSell
    if len(new.variants) > MOST_VARIANTS:
        raise TooManyVariants
    if len({variant.price.currency for variant in new.variants}) > 1:
        raise MixedCurrencies
    if len({frozenset(variant.options.items()) for variant in new.variants}) < len(new.variants):
        raise SameOptionsTwice


def first_stock(product: Product, new: NewProduct, cause: Cause) -> Iterator[Stock | Movement]:
    """Count what there is of each variant into its stock and its ledger."""
    for variant, amounts in zip(product.variants, new.variants, strict=True):
        stock = Stock.empty(
            variant_id=variant.id,
            low_threshold=amounts.low_threshold,
            backorder_limit=amounts.backorder_limit,
        )
        yield stock
        yield stock.count_initially(amounts.on_hand, cause)
