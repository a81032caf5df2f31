"""Anybody leafs through what is on sale."""
