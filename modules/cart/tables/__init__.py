"""The table of cart, and what is said to it."""

from modules.cart.tables.schema import carts, metadata

__all__ = ["carts", "metadata"]
