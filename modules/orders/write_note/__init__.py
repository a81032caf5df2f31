"""The staff's notes on an order."""
