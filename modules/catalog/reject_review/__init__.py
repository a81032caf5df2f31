"""Staff keep a review from being read."""
