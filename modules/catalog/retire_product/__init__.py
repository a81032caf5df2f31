"""Staff take a product off sale for good."""
