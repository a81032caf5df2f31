"""Staff take a picture away from a product."""
