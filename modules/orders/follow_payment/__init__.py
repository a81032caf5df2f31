"""What payments tells about the money of an order."""
