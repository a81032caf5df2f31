"""What payments, operations and lines of the ledger are as rows, and rows as these, where no session is."""

from functools import cache
from typing import Any, NamedTuple

from sqlalchemy.orm import ClassManager, class_mapper

from modules.payments.domain.ledger import Entry
from modules.payments.domain.operation import Operation
from modules.payments.domain.payment import Payment
from modules.payments.tables.books import entries, operations, payments
from souk.kernel import Money

PAYMENT = [column.name for column in payments.columns]
OPERATION = [column.name for column in operations.columns]
ENTRY = [column.name for column in entries.columns]
SUMS = ("amount", "authorized", "captured", "refunded", "refunding")
MINOR = [f"{name}_minor" for name in SUMS]
PLAIN = [name for name in PAYMENT if name not in {"currency", *MINOR}]


def payment_row(payment: Payment) -> dict[str, Any]:
    row = {name: getattr(payment, name) for name in PLAIN} | {"currency": payment.amount.currency}
    return row | {f"{name}_minor": getattr(payment, name).minor for name in SUMS}


def operation_row(operation: Operation) -> dict[str, Any]:
    return _with_amount(operation, OPERATION)


def entry_row(entry: Entry) -> dict[str, Any]:
    return _with_amount(entry, ENTRY)


def payment_of(row: dict[str, Any]) -> Payment:
    """Make the payment of a whole row."""
    payment = _makers().payment.new_instance()
    payment.__dict__.update(row)
    payment.__dict__.update(
        {name: Money(minor=row[f"{name}_minor"], currency=row["currency"]) for name in SUMS}
    )
    return payment


def operation_of(row: dict[str, Any]) -> Operation:
    operation = _makers().operation.new_instance()
    operation.__dict__.update(row, amount=Money(minor=row["amount_minor"], currency=row["currency"]))
    return operation


def _with_amount(one: Operation | Entry, columns: list[str]) -> dict[str, Any]:
    row = {name: getattr(one, name) for name in columns if name not in {"currency", "amount_minor"}}
    return row | {"amount_minor": one.amount.minor, "currency": one.amount.currency}


class Makers(NamedTuple):
    """What makes them without a session."""

    payment: ClassManager[Payment]
    operation: ClassManager[Operation]


@cache
def _makers() -> Makers:
    """Return them; the mappings are complete by then."""
    return Makers(class_mapper(Payment).class_manager, class_mapper(Operation).class_manager)
