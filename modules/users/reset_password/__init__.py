"""Somebody chooses a new password by a mailed link."""
