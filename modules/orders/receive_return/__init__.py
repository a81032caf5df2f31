"""Taking back what a customer returned."""
