"""Forgetting whose orders they were, and telling a person what is kept of them."""
