"""Staff close an account for now."""
