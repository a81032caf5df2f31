"""The read model of sales: kept by project_sales, made anew by a replay. The orders tell the truth."""

from sqlalchemy import BigInteger, Column, Date, Index, Integer, String, Table, Uuid

from modules.orders.tables.schema import metadata

sales = Table(
    "sale",
    metadata,
    Column("order_id", Uuid, primary_key=True),
    Column("variant_id", Uuid, primary_key=True),
    Column("product_id", Uuid, nullable=False),
    Column("day", Date, nullable=False),
    Column("sku", String, nullable=False),
    Column("name", String, nullable=False),
    Column("category", String, nullable=False),
    Column("currency", String, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("gross", BigInteger, nullable=False),
    Column("discount", BigInteger, nullable=False),
    Column("tax", BigInteger, nullable=False),
    Column("revenue", BigInteger, nullable=False),
    Column("order_version", Integer, nullable=False),
    Index("sale_by_day", "day"),
)
