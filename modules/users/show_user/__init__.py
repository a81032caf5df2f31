"""Staff look at one account."""
