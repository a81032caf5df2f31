"""A stranger asks with which keys the shop signs."""
