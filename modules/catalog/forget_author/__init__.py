"""Somebody was erased: their words go, their stars stay."""
