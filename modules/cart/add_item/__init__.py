"""People put something into their cart."""
