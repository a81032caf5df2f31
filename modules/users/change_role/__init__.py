"""Staff change what a role may do."""
