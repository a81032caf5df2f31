"""Others ask how the payments of their orders stand."""
