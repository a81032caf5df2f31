"""Anybody looks at one category, with the way to it and what is below it."""
