"""Counting the orders that wait for us longer than they should, for the alarm."""
