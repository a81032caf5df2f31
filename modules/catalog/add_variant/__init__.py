"""Staff offer a product in one more variant."""
