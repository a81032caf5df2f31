"""Staff rename a category, or move it with everything below it."""
