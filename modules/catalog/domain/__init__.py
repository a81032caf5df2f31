"""The rules of the catalogue: pure Python, no database, no HTTP."""
