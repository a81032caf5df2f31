"""Rate limits: so many requests for each client and window, over all processes."""

from souk.limits.limiter import Limiter, Standing, TooManyRequests
from souk.limits.rates import GENERAL, Rate

__all__ = ["GENERAL", "Limiter", "Rate", "Standing", "TooManyRequests"]
