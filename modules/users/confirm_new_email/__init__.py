"""Somebody shows that mail reaches them at their new address."""
