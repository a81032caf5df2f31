"""A change begins with what there is: the person's cart, and the guest's that they bring along."""
