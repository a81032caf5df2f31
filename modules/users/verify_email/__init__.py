"""Somebody shows that mail reaches them."""
