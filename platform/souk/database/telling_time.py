"""Sets the clock of this process by the database's, which is the same for all."""

import time

import structlog
from prometheus_client import Gauge

from souk.database.pools import ModuleDatabase
from souk.kernel import CLOCK
from souk.observability.metrics import METRICS

log = structlog.get_logger("souk.clock")

WORTH_SAYING = 1.0
NOW = b"SELECT extract(epoch FROM clock_timestamp())"
OFF = Gauge(
    "souk_clock_off_seconds",
    "How far this machine's clock is from the database's; the shop goes by the latter.",
    registry=METRICS,
)


async def set_clock(database: ModuleDatabase) -> None:
    """Ask what the time is there, and go by it from now on."""
    asked = time.monotonic()
    async with database.reading() as driver:
        ((told,),) = await driver.rows(NOW, {})
    corrected = CLOCK.hear(float(told), asked)
    OFF.set(time.time() - CLOCK.seconds())
    if abs(corrected) > WORTH_SAYING:
        log.warning("this machine's clock is off", seconds=round(-corrected, 1))
