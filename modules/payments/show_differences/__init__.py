"""Finance look at what differs between the books and the providers."""
