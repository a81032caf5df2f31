"""Ordering: items become an order that waits for its stock."""
