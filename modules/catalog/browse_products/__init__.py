"""Staff leaf through all products, on sale or not."""
