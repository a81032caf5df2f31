"""Walk along the audit chain."""

from collections.abc import Sequence

from sqlalchemy import RowMapping, select

from modules.users.contracts.queries import AuditVerdict, VerifyAudit
from modules.users.domain.audit import BEGINNING, StaffRecord
from modules.users.tables import staff_actions
from souk.database import Transaction

STEP = 1000


async def verify_audit(tx: Transaction, query: VerifyAudit) -> AuditVerdict:
    """Compare every record with its link, a thousand at a time."""
    previous, records, last = BEGINNING, 0, 0
    met = query.expected_head in {"", BEGINNING}
    while rows := await _next(tx, last):
        for row in rows:
            reason = _objection(row, previous)
            if reason:
                return AuditVerdict(records=records, head=previous, broken_at=row["id"], reason=reason)
            previous, last = row["link"], row["id"]
            records += 1
            met = met or previous == query.expected_head
    if not met:
        reason = "the end of the chain was cut off: the expected link is not in it"
        return AuditVerdict(records=records, head=previous, broken_at=last, reason=reason)
    return AuditVerdict(records=records, head=previous, broken_at=None)


async def _next(tx: Transaction, last: int) -> Sequence[RowMapping]:
    chosen = select(staff_actions).where(staff_actions.c.id > last).order_by(staff_actions.c.id)
    return (await tx.execute(chosen.limit(STEP))).mappings().all()


def _objection(row: RowMapping, previous: str) -> str:
    """Say what is wrong with a record, or nothing."""
    record = StaffRecord(
        actor_id=row["actor_id"],
        capability=row["capability"],
        action=row["action"],
        subject=row["subject"],
        recorded_at=row["recorded_at"],
    )
    if row["previous"] != previous:
        return "it does not follow the record before it: one was removed, added or moved"
    if row["link"] != record.link(previous):
        return "its content is not what was recorded"
    return ""
