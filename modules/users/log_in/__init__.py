"""Somebody signs in."""
