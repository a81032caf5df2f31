"""All orders, for the staff."""
