"""Staff change what is said about a product, publish it, or take it off sale."""
