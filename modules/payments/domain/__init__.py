"""The rules of payments: pure Python, no database, no HTTP."""
