"""Staff correct how many there are of a variant."""
