"""Others ask what lies in a cart."""
