"""What happens in catalog. Events carry ids: what a thing is now is asked for when needed."""

from typing import Literal
from uuid import UUID

from modules.catalog.contracts.commands import StockLine
from souk.kernel import Money
from souk.messages import Event


class ProductPublished(Event, wire="catalog.product_published.v1", key="product_id"):
    """A product went on sale. It carries the id alone: what the product is now is asked for when needed."""

    product_id: UUID


class ProductChanged(Event, wire="catalog.product_changed.v1", key="product_id"):
    """Something that a page of it shows is different: words, pictures, variants, category, rating."""

    product_id: UUID


class ProductRetired(Event, wire="catalog.product_retired.v1", key="product_id"):
    """It is no longer sold, and kept for its history."""

    product_id: UUID


class PriceChanged(Event, wire="catalog.price_changed.v1", key="product_id"):
    """A variant costs something else from now on."""

    product_id: UUID
    variant_id: UUID
    old: Money
    new: Money


class CategoryChanged(Event, wire="catalog.category_changed.v1", key="category_id"):
    """A category was renamed, moved or taken away: what its products and those below it show is different."""

    category_id: UUID


class StockReserved(Event, wire="catalog.stock_reserved.v1", key="reservation_id"):
    """All lines of the reservation are promised."""

    reservation_id: UUID


class StockRejected(Event, wire="catalog.stock_rejected.v1", key="reservation_id"):
    """Nothing was promised: of these variants there is too little, or they are not sold.

    No variants are named when the reservation had been released before it was made.
    """

    reservation_id: UUID
    variant_ids: tuple[UUID, ...]


class StockReleased(Event, wire="catalog.stock_released.v1", key="reservation_id"):
    """These promises were taken back, because they were asked to be or because their time was over."""

    reservation_id: UUID
    lines: tuple[StockLine, ...]
    reason: Literal["released", "expired"]


class StockChanged(Event, wire="catalog.stock_changed.v1", key="product_id"):
    """Variants of this product went out of stock or came back: what a customer sees is different."""

    product_id: UUID


class StockRanLow(Event, wire="catalog.stock_ran_low.v1", key="variant_id"):
    """What is available of a variant has just fallen to its threshold or below."""

    variant_id: UUID
    product_id: UUID
    available: int
    threshold: int


class LowStockReported(Event, wire="catalog.low_stock_reported.v1"):
    """Once a day: of so many variants there is too little. Those with the least of it are named."""

    count: int
    variant_ids: tuple[UUID, ...]


class ReviewApproved(Event, wire="catalog.review_approved.v1", key="product_id"):
    """Everybody can read that review from now on."""

    review_id: UUID
    product_id: UUID


PUBLISHED: tuple[type[Event], ...] = (
    CategoryChanged,
    LowStockReported,
    PriceChanged,
    ProductChanged,
    ProductPublished,
    ProductRetired,
    ReviewApproved,
    StockChanged,
    StockRanLow,
    StockRejected,
    StockReleased,
    StockReserved,
)
