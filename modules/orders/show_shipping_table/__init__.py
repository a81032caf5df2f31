"""Staff look at the shipping methods."""
