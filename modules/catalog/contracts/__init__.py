"""The door of catalog: what others may ask, order or hear."""
