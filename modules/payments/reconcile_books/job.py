"""Compare the books of some days with each provider: it is listened to first, then the books are read."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from msgspec import Meta
from sqlalchemy import exists, insert, or_, select

from modules.payments.domain.found import Found
from modules.payments.domain.gateway import Gateway
from modules.payments.domain.reconciling import Sums, differences
from modules.payments.tables import differences as difference_table
from modules.payments.tables import operations, payments, reconciliations
from souk.database import Transaction
from souk.kernel import Money
from souk.messages import Job

MARGIN = timedelta(minutes=10)
"""What is younger may still be on its way; what lies at an edge may be dated on its other side."""


class ReconcileBooks(Job, wire="payments.reconcile_books.v1"):
    days: Annotated[int, Meta(ge=1, le=400)] = 3


async def reconcile_books(tx: Transaction, job: ReconcileBooks, *, gateways: Mapping[str, Gateway]) -> None:
    until = tx.now
    since = until - timedelta(days=job.days)
    heard = {
        name: [found async for found in gateway.changed(since, until)] for name, gateway in gateways.items()
    }
    for name, found in heard.items():
        await _compare(tx, name, found, since, until)


async def _compare(
    tx: Transaction, provider: str, found: Sequence[Found], since: datetime, until: datetime
) -> None:
    under_way, booked = await _booked(tx, provider, found, since, until)
    settled = [each for each in found if each.payment_id not in under_way]
    differing = list(differences(booked, settled))
    run = tx.new_id()
    await tx.execute(
        insert(reconciliations).values(
            id=run,
            provider=provider,
            since=since,
            until=until,
            compared=len(booked),
            differences=len(differing),
            ended_at=tx.now,
        )
    )
    for each in differing:
        await tx.execute(
            insert(difference_table).values(
                reconciliation_id=run,
                payment_id=each.payment_id,
                reference=each.reference,
                what=each.what,
                booked=each.booked,
                found=each.found,
            )
        )


async def _booked(
    tx: Transaction, provider: str, found: Sequence[Found], since: datetime, until: datetime
) -> tuple[set[UUID], dict[UUID, Sums]]:
    """Return which payments have something under way, and what the books say of the others."""
    open_operation = exists().where(operations.c.payment_id == payments.c.id, operations.c.ended_at.is_(None))
    within = payments.c.created_at.between(since + MARGIN, until - MARGIN)
    named = payments.c.id.in_([each.payment_id for each in found if each.payment_id])
    wanted = select(
        payments.c.id,
        payments.c.currency,
        payments.c.captured_minor,
        payments.c.refunded_minor,
        within.label("within"),
        open_operation.label("under_way"),
    ).where(payments.c.provider == provider, or_(within, named))
    rows = (await tx.execute(wanted)).all()
    booked = {
        row.id: Sums(
            captured=Money(minor=row.captured_minor, currency=row.currency),
            refunded=Money(minor=row.refunded_minor, currency=row.currency),
            expected=row.within and row.captured_minor > 0,
        )
        for row in rows
        if not row.under_way
    }
    return {row.id for row in rows if row.under_way}, booked
