"""Somebody changes what the shop calls them."""
