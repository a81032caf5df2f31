"""Staff decide what tax is due, and whether prices include it."""
