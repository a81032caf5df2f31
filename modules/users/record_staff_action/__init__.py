"""Somebody on the staff did something, anywhere in the shop; it is written down."""
