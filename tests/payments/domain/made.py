"""Payments and operations made for the tests of their rules."""

from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from modules.payments.domain.operation import Kind, Operation
from modules.payments.domain.payment import Payment
from souk.kernel import new_id
from tests.payments.domain.provider_model import ModelProvider, euros

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
AGAIN = timedelta(seconds=2)
T = TypeVar("T")


def payment(provider: ModelProvider, *, learned: bool = False) -> Payment:
    """A payment of what the provider's is of; `learned` says that our books agree with it."""
    made = Payment.requested(
        id=provider.payment_id or new_id(),
        order_id=new_id(),
        person_id=None,
        amount=euros(provider.amount),
        at=NOON,
        provider="model",
        token="tok_visa",
        description="Order 7",
    )
    if learned:
        made.learn(provider.says(), NOON)
    return made


def operation(of: Payment, kind: Kind, minor: int = 1000) -> Operation:
    return Operation.wanted(id=new_id(), payment_id=of.id, kind=kind, amount=euros(minor), reason="", at=NOON)


def finished(work: Coroutine[Any, Any, T]) -> T:
    """Run what waits for nobody to its end, without an event loop."""
    try:
        work.send(None)
    except StopIteration as end:
        result: T = end.value
        return result
    work.close()
    raise AssertionError("it waits for something")
