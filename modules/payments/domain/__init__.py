"""The rules of payments: what may happen to a payment, and what its books say."""
