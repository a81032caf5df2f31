"""Somebody writes an address into their book."""
