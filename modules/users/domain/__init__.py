"""The rules of accounts: pure Python, no database, no HTTP."""
