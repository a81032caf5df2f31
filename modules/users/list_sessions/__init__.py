"""Somebody looks where they are signed in."""
