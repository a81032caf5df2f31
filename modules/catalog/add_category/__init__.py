"""Staff add a category to the tree."""
