"""Somebody opens an account."""
