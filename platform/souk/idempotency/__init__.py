"""Idempotency keys: a request that is sent again takes effect once, whoever died in between."""
