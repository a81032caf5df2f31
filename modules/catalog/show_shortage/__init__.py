"""Staff see at once what has run low."""
