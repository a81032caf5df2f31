"""Somebody changes their password."""
