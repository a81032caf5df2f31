"""Staff decide how parcels travel, and what that costs."""
