"""Webhooks are kept for 30 days, and no longer."""
