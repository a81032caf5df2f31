"""The sandbox: a payment provider for development and tests, which behaves as the token says."""
