"""The rules of cart: pure Python, no database, no HTTP."""
