"""Staff bring a file of products."""
