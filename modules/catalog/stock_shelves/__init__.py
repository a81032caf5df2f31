"""Somebody brings a whole assortment; what is there already stays as it is."""
