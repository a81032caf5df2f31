"""The rules of orders: pure Python, no database, no HTTP."""
