"""Somebody is told something by mail."""
