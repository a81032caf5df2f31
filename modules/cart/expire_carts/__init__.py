"""Nobody comes back for a cart."""
