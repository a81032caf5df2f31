"""Somebody is gone for good."""
