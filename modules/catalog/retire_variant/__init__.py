"""Staff no longer sell a variant."""
