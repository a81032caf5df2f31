"""Sending a guest a code that opens their order."""
