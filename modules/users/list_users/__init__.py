"""Staff look for people."""
