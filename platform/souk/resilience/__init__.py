"""Calls to others who may be slow or away: bounded in time and number, retried, broken off."""

from souk.resilience.circuits import Circuits
from souk.resilience.guard import Guard, Limits, Resting

__all__ = ["Circuits", "Guard", "Limits", "Resting"]
