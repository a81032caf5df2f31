"""Reservations whose time is over end by themselves."""
