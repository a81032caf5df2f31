"""Calling an order off, by its customer or by staff."""
