"""Takes the place of a payment's id, once."""

from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql.dml import ReturningInsert

from modules.payments.domain.payment import Payment
from modules.payments.tables.books import payments

SUMS = ("amount", "authorized", "captured", "refunded", "refunding")


def taking_its_place(payment: Payment) -> ReturningInsert[Any]:
    """Make the statement that stores a new payment, or returns nothing where its id is taken already."""
    plain = [column.name for column in payments.columns if not column.name.endswith("_minor")]
    values = {name: getattr(payment, name) for name in plain if name != "currency"}
    values |= {f"{name}_minor": getattr(payment, name).minor for name in SUMS}
    statement = insert(payments).values(**values, currency=payment.amount.currency)
    return statement.on_conflict_do_nothing(index_elements=["id"]).returning(payments.c.id)
