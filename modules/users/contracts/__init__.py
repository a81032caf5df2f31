"""The door of users: what others may ask, order or hear."""
