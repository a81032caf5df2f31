"""A browser prolongs its session."""
