"""People look at what they pay."""
