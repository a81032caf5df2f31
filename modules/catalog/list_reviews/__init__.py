"""Anybody reads what others think of a product."""
