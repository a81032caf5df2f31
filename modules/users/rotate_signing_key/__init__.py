"""The shop begins to sign with a new key."""
