"""Announcing what is sent back."""
