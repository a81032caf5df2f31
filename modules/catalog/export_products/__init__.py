"""Staff take all products away as a file."""
