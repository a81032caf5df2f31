"""Staff look at the tax rates."""
