"""Staff open a closed account again."""
