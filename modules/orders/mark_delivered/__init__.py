"""Noting that everything has arrived."""
