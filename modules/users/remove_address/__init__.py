"""Somebody strikes an address from their book."""
