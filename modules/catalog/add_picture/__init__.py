"""Staff add a picture to a product."""
