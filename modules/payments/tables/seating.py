"""Takes the places of payments' ids, once, and writes down what is wanted of the providers first."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from modules.payments.domain.operation import Operation
from modules.payments.domain.payment import Payment
from modules.payments.tables.rows import OPERATION, PAYMENT, operation_row, payment_row
from souk.database import Transaction
from souk.database.spoken import Spoken

TAKING = Spoken(
    text(f"""
    INSERT INTO payments.payment ({", ".join(PAYMENT)})
    SELECT {", ".join(PAYMENT)} FROM jsonb_populate_recordset(NULL::payments.payment, :payments) ORDER BY id
    ON CONFLICT (id) DO NOTHING RETURNING id
""")  # noqa: S608 - our own columns
    .bindparams(bindparam("payments", type_=JSONB))
    .columns(id=Uuid)
)
WANTING = Spoken(
    text(f"""
    INSERT INTO payments.operation ({", ".join(OPERATION)})
    SELECT {", ".join(OPERATION)} FROM jsonb_populate_recordset(NULL::payments.operation, :operations)
""").bindparams(bindparam("operations", type_=JSONB))  # noqa: S608 - as above
)


async def takes_its_place(tx: Transaction, payment: Payment) -> bool:
    """Store a new payment; false where its id is taken already."""
    return payment.id in await take_their_places(tx, [payment])


async def take_their_places(tx: Transaction, new: Iterable[Payment]) -> set[UUID]:
    """Store new payments, in the order of their ids, and return those whose place was free."""
    return {row.id for row in await TAKING(tx, {"payments": [payment_row(payment) for payment in new]})}


async def want_operations(tx: Transaction, wanted: Iterable[Operation]) -> None:
    """Write down what is to be asked for payments that are there."""
    rows = [operation_row(operation) for operation in wanted]
    if rows:
        await WANTING(tx, {"operations": rows})
