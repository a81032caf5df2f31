"""Others ask what variants cost, and how many there are."""
