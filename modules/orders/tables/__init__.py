"""The tables of orders, in its own schema, and the mapping of its aggregates onto them."""

from modules.orders.tables.schema import mapping, metadata

__all__ = ["mapping", "metadata"]
