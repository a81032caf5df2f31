"""Staff look at what was sold: by day, product and category."""
