"""Somebody leaves the shop for good."""
