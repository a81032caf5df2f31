"""Staff take an empty category out of the tree."""
