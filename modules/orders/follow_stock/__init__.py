"""What catalog tells about the goods of an order."""
