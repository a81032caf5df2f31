"""The providers behind the port: each an adapter, each behind its guard."""
