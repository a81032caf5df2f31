"""Categories, products and variants."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Uuid,
    false,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import relationship

from modules.catalog.domain.attributes import Attribute
from modules.catalog.domain.category import Category
from modules.catalog.domain.media import Picture
from modules.catalog.domain.product import Product, ProductStatus
from modules.catalog.domain.variant import Variant
from modules.catalog.tables.schema import mapping, metadata
from souk.database.columns import Json, TextEnum, money

categories = Table(
    "category",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("slug", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("parent_id", Uuid, ForeignKey("catalog.category.id"), index=True),
    Column("path", ARRAY(Uuid), nullable=False),
    Column("version", Integer, nullable=False),
    Index("category_path", "path", postgresql_using="gin"),
    CheckConstraint("path[cardinality(path)] = id", name="category_path_ends_here"),
    CheckConstraint(
        "parent_id IS NOT DISTINCT FROM path[cardinality(path) - 1]", name="category_path_through_parent"
    ),
)

products = Table(
    "product",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("slug", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("description", String, nullable=False),
    Column("category_id", Uuid, ForeignKey("catalog.category.id"), nullable=False, index=True),
    Column("status", TextEnum(ProductStatus), nullable=False),
    Column("attributes", Json[list[Attribute]](list[Attribute]), nullable=False),
    Column("media", Json[list[Picture]](list[Picture]), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False),
    Column("version", Integer, nullable=False),
)

variants = Table(
    "variant",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("product_id", Uuid, ForeignKey("catalog.product.id"), nullable=False, index=True),
    Column("sku", String, nullable=False, unique=True),
    Column("options", Json[dict[str, str]](dict[str, str]), nullable=False),
    Column("price_minor", BigInteger, nullable=False),
    Column("currency", String, nullable=False),
    Column("weight_grams", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("retired", Boolean, nullable=False, server_default=false()),
    CheckConstraint("price_minor >= 0", name="variant_price_not_negative"),
    CheckConstraint("currency ~ '^[A-Z]{3}$'", name="variant_currency_is_a_code"),
)

mapping.map_imperatively(Category, categories, version_id_col=categories.c.version)
mapping.map_imperatively(
    Variant, variants, properties={"price": money(variants.c.price_minor, variants.c.currency)}
)
mapping.map_imperatively(
    Product,
    products,
    version_id_col=products.c.version,
    properties={"variants": relationship(Variant, order_by=variants.c.position, lazy="raise")},
)
