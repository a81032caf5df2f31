"""Somebody signs out on all devices."""
