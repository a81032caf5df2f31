"""People look at their cart."""
