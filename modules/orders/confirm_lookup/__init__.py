"""Opening a guest's order with the code from the mail."""
