"""Reviews, the ratings added up from them, and who bought what."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    Uuid,
)

from modules.catalog.domain.review import Rating, Review, ReviewState
from modules.catalog.tables.schema import mapping, metadata
from souk.database.columns import TextEnum

reviews = Table(
    "review",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("product_id", Uuid, ForeignKey("catalog.product.id"), nullable=False),
    Column("author_id", Uuid, index=True),
    Column("stars", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("text", String, nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("state", TextEnum(ReviewState), nullable=False),
    Column("written_at", DateTime(timezone=True), nullable=False),
    Column("decided_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False),
    UniqueConstraint("product_id", "author_id", name="review_one_of_each_author"),
    CheckConstraint("stars BETWEEN 1 AND 5", name="review_stars"),
    Index("review_of_product", "product_id", "state", "id"),
    Index("review_in_state", "state", "id"),
)

ratings = Table(
    "rating",
    metadata,
    Column("product_id", Uuid, ForeignKey("catalog.product.id"), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("stars", Integer, nullable=False),
    CheckConstraint("count >= 0 AND stars BETWEEN count AND 5 * count", name="rating_adds_up"),
)

purchases = Table(
    "purchase",
    metadata,
    Column("person_id", Uuid, primary_key=True),
    Column("product_id", Uuid, ForeignKey("catalog.product.id"), primary_key=True),
    Column("order_id", Uuid, nullable=False),
    Column("bought_at", DateTime(timezone=True), nullable=False),
)

mapping.map_imperatively(Review, reviews, version_id_col=reviews.c.version)
mapping.map_imperatively(Rating, ratings)
