"""Staff say what somebody may do."""
