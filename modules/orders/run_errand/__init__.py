"""Running the errands of orders: what other modules do for it, one step after the other."""
