"""Somebody signs out on another device."""
