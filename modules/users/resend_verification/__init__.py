"""Somebody wants the verification mail again."""
