"""Letters to whoever ordered."""
