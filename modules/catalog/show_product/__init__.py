"""Anybody looks at a product that is on sale."""
