"""Effects that leave the database: a charge, a message to another system."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from souk.database import Transaction

Outcome = TypeVar("Outcome")


@dataclass(frozen=True, kw_only=True)
class Effect(Generic[Outcome]):
    """What a subscriber declared with `effect=True` returns, after storing its attempt.

    Its own transaction is committed first. Then `perform` runs, without a transaction and without a lock,
    perhaps more than once: give the other side a key that was stored with the attempt. At last `book` writes
    the outcome in one transaction with the end of the delivery, once. A subscriber that finds nothing left to
    do returns None instead.
    """

    perform: Callable[[], Awaitable[Outcome]]
    book: Callable[[Transaction, Outcome], Awaitable[None]]
