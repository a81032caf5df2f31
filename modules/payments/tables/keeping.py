"""The books of a payment, locked in one statement and written in another: every charge goes this way."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import bindparam, select, text
from sqlalchemy.dialects.postgresql import JSONB

from modules.payments.domain.ledger import Entry
from modules.payments.domain.operation import Operation
from modules.payments.domain.payment import Payment
from modules.payments.tables.books import operations, payments
from modules.payments.tables.rows import (
    ENTRY,
    OPERATION,
    PAYMENT,
    entry_row,
    operation_of,
    operation_row,
    payment_of,
    payment_row,
)
from souk.database import Transaction
from souk.database.spoken import Spoken

ITS = "operation_"
# Both are locked: who waits for a lock gets the newest of what it locks, and the old of all else.
WANTED = Spoken(
    select(*payments.c, *(column.label(ITS + column.name) for column in operations.c))
    .join(operations, operations.c.payment_id == payments.c.id)
    .where(payments.c.id == bindparam("payment"), operations.c.id == bindparam("operation"))
    .with_for_update()
)
LOCKED = Spoken(select(*payments.c).where(payments.c.id == bindparam("payment")).with_for_update())
CHANGED = (
    *("token", "authorized_minor", "captured_minor", "refunded_minor", "refunding_minor", "status"),
    *("reference", "failure", "action_url", "delay", "void_wanted", "void_told", "refund_references"),
    *("lines", "changed_at"),
)
CARRIED = ("progress", "failure", "asked_at", "ended_at")
CARRY = f"""
    UPDATE payments.operation o
    SET ({", ".join(CARRIED)}) = ROW ({", ".join(f"n.{name}" for name in CARRIED)})
    FROM jsonb_populate_recordset(NULL::payments.operation, :operations) n WHERE o.id = n.id
"""  # noqa: S608 - our own columns
NOTE = Spoken(text(CARRY).bindparams(bindparam("operations", type_=JSONB)))
BOOK = Spoken(
    text(f"""
    WITH paid AS (
        UPDATE payments.payment p SET ({", ".join(CHANGED)}, version)
            = ROW ({", ".join(f"n.{name}" for name in CHANGED)}, p.version + 1)
        FROM jsonb_populate_record(NULL::payments.payment, :payment) n WHERE p.id = n.id
    ), carried AS ({CARRY})
    INSERT INTO payments.ledger_entry ({", ".join(ENTRY)})
    SELECT {", ".join(ENTRY)} FROM jsonb_populate_recordset(NULL::payments.ledger_entry, :entries)
""").bindparams(  # noqa: S608 - our own columns
        *(bindparam(name, type_=JSONB) for name in ("payment", "operations", "entries"))
    )
)


async def locked_operation(
    tx: Transaction, payment_id: UUID, operation_id: UUID
) -> tuple[Payment, Operation] | None:
    """Return both at once, locked: of two who ask for them, one waits for what the other books.

    What is changed in them is stored by `note_operation` and `write_books` alone.
    """
    row = await WANTED.one(tx, {"payment": payment_id, "operation": operation_id})
    if row is None:
        return None
    found = row._asdict()
    operation = operation_of({name: found[ITS + name] for name in OPERATION})
    return payment_of({name: found[name] for name in PAYMENT}), operation


async def locked_payment(tx: Transaction, id: UUID) -> Payment | None:
    """Return it locked; what is changed in it is stored by `write_books` alone."""
    row = await LOCKED.one(tx, {"payment": id})
    return None if row is None else payment_of(row._asdict())


async def note_operation(tx: Transaction, operation: Operation) -> None:
    await NOTE(tx, {"operations": [operation_row(operation)]})


async def write_books(
    tx: Transaction, payment: Payment, operation: Operation | None, new: Iterable[Entry]
) -> None:
    """Write what changed in the payment and in what was wanted of it, and add the lines to its ledger."""
    carried = [operation_row(operation)] if operation else []
    lines = [entry_row(entry) for entry in new]
    await BOOK(tx, {"payment": payment_row(payment), "operations": carried, "entries": lines})
