"""Somebody signs out on this device."""
