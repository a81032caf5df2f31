"""The tables of orders, in its own schema, and the mapping of its aggregates onto them."""

from modules.orders.tables.errands import errands, lookups, notes
from modules.orders.tables.orders import orders
from modules.orders.tables.pricing import coupon_customers, coupon_uses, coupons, price_rules
from modules.orders.tables.sales import sales
from modules.orders.tables.schema import mapping, metadata

__all__ = [
    "coupon_customers",
    "coupon_uses",
    "coupons",
    "errands",
    "lookups",
    "mapping",
    "metadata",
    "notes",
    "orders",
    "price_rules",
    "sales",
]
