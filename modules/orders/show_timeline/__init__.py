"""What happened to an order, when, by whom and why."""
