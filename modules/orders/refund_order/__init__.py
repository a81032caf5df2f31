"""Giving money back because somebody decided so."""
