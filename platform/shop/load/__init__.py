"""`souk loadtest`: visitors who browse, fill carts and order, as many and as fast as one likes."""
