"""Staff let everybody read a review."""
