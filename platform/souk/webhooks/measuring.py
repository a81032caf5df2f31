"""How many webhooks are switched off, for the alarm."""

from collections.abc import Mapping

from sqlalchemy import text

from souk.database import Transaction
from souk.modules.measures import Measure

DISABLED = text("SELECT count(*) FROM souk.webhook WHERE disabled_at IS NOT NULL")


async def disabled_webhooks(tx: Transaction) -> Mapping[str, float]:
    return {"": float(await tx.scalar(DISABLED))}


MEASURES = [
    Measure(
        name="souk_webhooks_disabled",
        what="Webhooks that were switched off, since they could not be served for days.",
        ask=disabled_webhooks,
    )
]
