"""Somebody opens their address book."""
