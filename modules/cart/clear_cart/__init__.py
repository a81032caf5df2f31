"""People empty their cart."""
