"""Subscriptions: a function, the event that it hears, and what happens when it fails."""

import typing
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from souk.database import Transaction
from souk.messages import Event
from souk.modules.effects import Effect
from souk.modules.heard import Heard
from souk.modules.signatures import Handler, bound, reads, second_parameter

SECONDS = 10.0
ATTEMPTS = 10
BATCH = 1000

Then = Callable[[Transaction], Awaitable[None]]
"""What a subscriber writes, once it has asked and ordered others what it had to."""

Afterwards = Literal["park", "skip"]


class Manner(StrEnum):
    """How a subscriber takes its events."""

    ONE = "one"
    BATCH = "batch"
    EFFECT = "effect"
    AS_ONE = "as_one"


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """A subscription: one handler that hears one kind of event."""

    event: type[Event]
    function: Handler
    name: str
    manner: Manner = Manner.ONE
    attempts: int = ATTEMPTS
    parks: bool = True
    replayable: bool = False
    seconds: float = SECONDS
    batch: int = BATCH


def hears(
    function: Handler,
    *,
    effect: bool = False,
    attempts: int = ATTEMPTS,
    afterwards: Afterwards = "park",
    replayable: bool = False,
    seconds: float = SECONDS,
    **dependencies: object,
) -> Hearing:
    """Subscribe `async def greet(tx, event: UserRegistered)`; deliveries know it by its name.

    Each event takes effect exactly once, in the order of its key. A failure delays that key alone. After so
    many attempts the event is a dead letter, and the key's later events wait for somebody to look at it
    (`park`), or go on without it (`skip`). With `replayable` staff may let it hear history again: only for
    what may happen twice. With `effect` the function returns an Effect. Each part may take `seconds`.
    """
    event, answer = reads(function)
    if not issubclass(event, Event):
        raise TypeError(f"{function.__name__} takes {event.__name__}, which is no event")
    if effect != _returns_effect(answer):
        raise TypeError(
            f"{function.__name__} must be declared with effect=True and return an Effect, or neither"
        )
    return Hearing(
        event=event,
        function=bound(function, dependencies),
        name=function.__name__,
        manner=Manner.EFFECT if effect else Manner.ONE,
        attempts=attempts,
        parks=afterwards == "park",
        replayable=replayable,
        seconds=seconds,
    )


def hears_batch(
    function: Handler,
    *,
    batch: int = BATCH,
    attempts: int = ATTEMPTS,
    afterwards: Afterwards = "park",
    replayable: bool = False,
    seconds: float = SECONDS,
    **dependencies: object,
) -> Hearing:
    """Subscribe `async def project(tx, events: list[ProductChanged])`: up to `batch` events a transaction.

    As with `hears`, but many at once: for projections. When a batch fails its events are tried one by one.
    """
    kind, _ = second_parameter(function)
    inner = typing.get_args(kind)
    if typing.get_origin(kind) is not list or not (
        isinstance(inner[0], type) and issubclass(inner[0], Event)
    ):
        raise TypeError(f"{function.__name__} must take the transaction and then a list of one kind of event")
    return Hearing(
        event=inner[0],
        function=bound(function, dependencies),
        name=function.__name__,
        manner=Manner.BATCH,
        attempts=attempts,
        parks=afterwards == "park",
        replayable=replayable,
        seconds=seconds,
        batch=batch,
    )


def hears_as_one(
    function: Handler,
    *,
    most: int,
    attempts: int = ATTEMPTS,
    seconds: float = SECONDS,
    **dependencies: object,
) -> Hearing:
    """Subscribe `async def follow(tx, heard: list[Heard[StockReserved]])`: up to `most` in one transaction.

    While there are many, the function is called once for all of them, so that it may say for many in one
    statement what would be one for each. Each comes in its own name, and in the order of their keys, so that
    two who lock the same rows do so in the same order. When that fails they are tried one by one. To ask or
    order others before it writes it returns a Then.
    """
    kind, _ = second_parameter(function)
    inner = typing.get_args(kind)
    if typing.get_origin(kind) is not list or typing.get_origin(inner[0]) is not Heard:
        raise TypeError(f"{function.__name__} must take the transaction and then a list of what it has Heard")
    (event,) = typing.get_args(inner[0])
    return Hearing(
        event=event,
        function=bound(function, dependencies),
        name=function.__name__,
        manner=Manner.AS_ONE,
        attempts=attempts,
        seconds=seconds,
        batch=most,
    )


def _returns_effect(answer: Any) -> bool:
    alternatives = [answer, *typing.get_args(answer)]
    return any(kind is Effect or typing.get_origin(kind) is Effect for kind in alternatives)
