"""How many differences the newest comparison with each provider found."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from modules.payments.tables import reconciliations
from souk.database import Transaction


async def differences_by_provider(tx: Transaction) -> Mapping[str, float]:
    newest = (
        select(reconciliations.c.provider, reconciliations.c.differences)
        .ext(distinct_on(reconciliations.c.provider))
        .order_by(reconciliations.c.provider, reconciliations.c.ended_at.desc(), reconciliations.c.id.desc())
    )
    return {row.provider: float(row.differences) for row in await tx.execute(newest)}
