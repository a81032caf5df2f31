"""Handing a guest's orders to the account that the address turned out to belong to."""
