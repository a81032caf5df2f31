"""Counting what the books and the providers disagree on, for the alarm."""
