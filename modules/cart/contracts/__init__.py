"""The door of cart: what others may ask, order or hear."""
