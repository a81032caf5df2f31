"""A believable demo shop: goods, their pictures and customers, made up from nothing but a seed."""
