"""Staff see how many there are of each variant."""
