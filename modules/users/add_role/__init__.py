"""Staff make a role."""
