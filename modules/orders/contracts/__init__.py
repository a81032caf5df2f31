"""The door of orders: what others may ask, order or hear."""
