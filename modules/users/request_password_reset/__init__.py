"""Somebody has forgotten their password."""
