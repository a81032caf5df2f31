"""Staff look at the roles."""
