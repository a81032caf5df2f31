"""A customer reviews a product."""
