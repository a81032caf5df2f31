"""Paying again after a payment failed."""
