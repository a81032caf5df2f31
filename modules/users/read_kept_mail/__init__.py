"""Developers look at the mail that was kept instead of sent."""
