"""A variant: what can be put into a cart, with its own price and its own stock."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from souk.kernel import Money, Refusal, form

Sku = Annotated[str, form(r"[A-Za-z0-9][A-Za-z0-9._\-]{0,63}")]
OptionName = Annotated[str, Meta(min_length=1, max_length=40)]
OptionValue = Annotated[str, Meta(min_length=1, max_length=60)]
Options = Annotated[dict[OptionName, OptionValue], Meta(max_length=5)]
WeightGrams = Annotated[int, Meta(ge=0, le=10_000_000)]


class SkuTaken(Refusal):
    """Another variant has this SKU already."""


@dataclass(eq=False, kw_only=True)
class Variant:
    """One way in which a product is sold."""

    id: UUID
    product_id: UUID
    sku: str
    options: dict[str, str]
    price: Money
    weight_grams: int
    position: int
    retired: bool = False
