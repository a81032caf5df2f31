"""The first step of the saga: promising the goods of a new order."""
