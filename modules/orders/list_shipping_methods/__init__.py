"""Anybody looks at how parcels travel to a country, and what that costs."""
