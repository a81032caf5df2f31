"""A payment is to cost the customer nothing, whatever became of it."""
