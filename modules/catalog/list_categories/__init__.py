"""Anybody looks at the tree of categories."""
