"""The bus as an endpoint holds it: asks and orders in one person's name."""

from souk.bus.bus import Bus
from souk.bus.failures import TookTooLong

__all__ = ["Bus", "TookTooLong"]
