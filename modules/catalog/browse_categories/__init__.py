"""Staff see all categories with their versions."""
