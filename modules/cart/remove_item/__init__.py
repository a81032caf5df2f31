"""People take something out of their cart."""
