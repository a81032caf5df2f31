"""What the last round found, for the alarm, and how long ago that was."""

import math
from collections.abc import Mapping

from sqlalchemy import text

from souk.database import Transaction
from souk.modules.measures import Measure

ILL = text('SELECT "check", NOT well AS ill FROM souk.finding')
NEWEST = text("SELECT max(looked_at) FROM souk.finding")


async def ill(tx: Transaction) -> Mapping[str, float]:
    return {row.check: float(row.ill) for row in await tx.execute(ILL)}


async def age(tx: Transaction) -> Mapping[str, float]:
    newest = await tx.scalar(NEWEST)
    return {"": math.inf if newest is None else (tx.now - newest).total_seconds()}


MEASURES = [
    Measure(
        name="souk_findings_ill",
        what="What the doctor's last round found: 1 is ill.",
        label="check",
        ask=ill,
    ),
    Measure(
        name="souk_findings_age_seconds",
        what="How long ago that was; infinite before the first.",
        ask=age,
    ),
]
