"""Customers and staff see at once how orders get on."""
