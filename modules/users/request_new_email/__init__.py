"""Somebody wants to be known by another address."""
