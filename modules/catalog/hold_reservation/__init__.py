"""Orders holds a reservation before it takes money."""
