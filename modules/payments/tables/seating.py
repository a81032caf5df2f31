"""Takes the places of payments' ids, once, and writes down what is wanted of the providers first."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from modules.payments.domain.operation import Operation
from modules.payments.domain.payment import Payment
from modules.payments.tables.books import operations, payments
from souk.database import Transaction
from souk.database.spoken import Spoken

SUMS = ("amount", "authorized", "captured", "refunded", "refunding")
COLUMNS = [column.name for column in payments.columns]
PLAIN = [name for name in COLUMNS if name != "currency" and not name.endswith("_minor")]
WANTED = [column.name for column in operations.columns]
TAKING = Spoken(
    text(f"""
    INSERT INTO payments.payment ({", ".join(COLUMNS)})
    SELECT {", ".join(COLUMNS)} FROM jsonb_populate_recordset(NULL::payments.payment, :payments) ORDER BY id
    ON CONFLICT (id) DO NOTHING RETURNING id
""")  # noqa: S608 - our own columns
    .bindparams(bindparam("payments", type_=JSONB))
    .columns(id=Uuid)
)
WANTING = Spoken(
    text(f"""
    INSERT INTO payments.operation ({", ".join(WANTED)})
    SELECT {", ".join(WANTED)} FROM jsonb_populate_recordset(NULL::payments.operation, :operations)
""").bindparams(bindparam("operations", type_=JSONB))  # noqa: S608 - as above
)


async def takes_its_place(tx: Transaction, payment: Payment) -> bool:
    """Store a new payment; false where its id is taken already."""
    return payment.id in await take_their_places(tx, [payment])


async def take_their_places(tx: Transaction, new: Iterable[Payment]) -> set[UUID]:
    """Store new payments, in the order of their ids, and return those whose place was free."""
    return {row.id for row in await TAKING(tx, {"payments": [_row(payment) for payment in new]})}


async def want_operations(tx: Transaction, wanted: Iterable[Operation]) -> None:
    """Write down what is to be asked for payments that are there."""
    rows = [_wish(operation) for operation in wanted]
    if rows:
        await WANTING(tx, {"operations": rows})


def _row(payment: Payment) -> dict[str, Any]:
    plain = {name: getattr(payment, name) for name in PLAIN}
    sums = {f"{name}_minor": getattr(payment, name).minor for name in SUMS}
    return plain | sums | {"currency": payment.amount.currency}


def _wish(operation: Operation) -> dict[str, Any]:
    return {
        "id": operation.id,
        "payment_id": operation.payment_id,
        "kind": operation.kind,
        "amount_minor": operation.amount.minor,
        "currency": operation.amount.currency,
        "reason": operation.reason,
        "progress": operation.progress,
        "failure": operation.failure,
        "wanted_at": operation.wanted_at,
        "asked_at": operation.asked_at,
        "ended_at": operation.ended_at,
    }
