"""The customer agrees at the bank that the sandbox plays, or does not."""
