"""Moving on whatever waits too long."""
