"""Staff see how far an import is, and what was wrong with which line."""
