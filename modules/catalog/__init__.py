"""Catalog owns what the shop sells: categories, products, their variants, and how many of each there are."""
