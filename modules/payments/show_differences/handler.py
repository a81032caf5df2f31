"""The newest comparison with each provider, and every difference that it found."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from modules.payments.tables import differences, reconciliations
from souk.database import Transaction
from souk.kernel import Value
from souk.messages import Query


class Comparison(Value):
    id: UUID
    provider: str
    since: datetime
    until: datetime
    compared: int
    differences: int
    ended_at: datetime


class Differing(Value):
    id: int
    provider: str
    payment_id: UUID | None
    reference: str
    what: str
    booked: str
    found: str


class Reconciliation(Value):
    comparisons: list[Comparison]
    items: list[Differing]


class ShowDifferences(Query[Reconciliation]):
    """Asks for one more difference than `size`, so that the caller sees whether there is a next page."""

    size: Annotated[int, Meta(ge=1, le=100)] = 20
    after: int = 0


async def show_differences(tx: Transaction, query: ShowDifferences) -> Reconciliation:
    newest = (
        select(reconciliations)
        .ext(distinct_on(reconciliations.c.provider))
        .order_by(reconciliations.c.provider, reconciliations.c.ended_at.desc(), reconciliations.c.id.desc())
    )
    runs = (await tx.execute(newest)).mappings().all()
    providers = {run["id"]: run["provider"] for run in runs}
    listed = (
        select(differences)
        .where(differences.c.reconciliation_id.in_(list(providers)), differences.c.id > query.after)
        .order_by(differences.c.id)
        .limit(query.size + 1)
    )
    return Reconciliation(
        comparisons=[Comparison(**run) for run in runs],
        items=[
            Differing(
                id=row["id"],
                provider=providers[row["reconciliation_id"]],
                payment_id=row["payment_id"],
                reference=row["reference"],
                what=row["what"],
                booked=row["booked"],
                found=row["found"],
            )
            for row in (await tx.execute(listed)).mappings()
        ],
    )
