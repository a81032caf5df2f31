"""Takes the place of a payment's id, once."""

from typing import Any

from sqlalchemy.dialects.postgresql import insert

from modules.payments.domain.payment import Payment
from modules.payments.tables.books import payments
from souk.database import Transaction
from souk.database.spoken import Spoken

SUMS = ("amount", "authorized", "captured", "refunded", "refunding")
TAKING = Spoken(insert(payments).on_conflict_do_nothing(index_elements=["id"]).returning(payments.c.id))
PLAIN = [
    column.name
    for column in payments.columns
    if column.name != "currency" and not column.name.endswith("_minor")
]


async def takes_its_place(tx: Transaction, payment: Payment) -> bool:
    """Store a new payment; false where its id is taken already."""
    values: dict[str, Any] = {name: getattr(payment, name) for name in PLAIN}
    values |= {f"{name}_minor": getattr(payment, name).minor for name in SUMS}
    return await TAKING.one(tx, {**values, "currency": payment.amount.currency}) is not None
