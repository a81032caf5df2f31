"""Money is given back."""
