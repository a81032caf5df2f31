"""Staff remove a role."""
