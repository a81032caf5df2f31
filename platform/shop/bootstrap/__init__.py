"""Installs what Souk needs, with nothing but the standard library; run by ./souk."""
