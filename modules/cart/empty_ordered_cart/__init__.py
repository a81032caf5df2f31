"""A cart became an order."""
