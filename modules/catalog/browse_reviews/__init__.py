"""Staff read reviews, those that wait for them first."""
