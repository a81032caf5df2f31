"""Staff change the price, the options or the weight of a variant."""
