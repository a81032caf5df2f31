"""The outbox: events and jobs written in the transaction that causes them."""
