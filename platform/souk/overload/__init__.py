"""Overload: how many requests are served at once, who waits, and who is told to come again."""

from souk.overload.turnstile import Overloaded, Turnstile

__all__ = ["Overloaded", "Turnstile"]
