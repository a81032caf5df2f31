"""Somebody wants to be paid: it is written down, and announced to ourselves."""
