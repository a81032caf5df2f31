"""Staff look at everything about a product."""
