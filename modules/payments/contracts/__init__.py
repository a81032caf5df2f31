"""The door of payments: what others may ask, order or hear."""
