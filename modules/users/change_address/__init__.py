"""Somebody corrects an address in their book."""
