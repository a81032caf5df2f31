"""Somebody asks for all that the shop knows of them."""
