"""Binds a message to the one function that handles it, read from the function's own types."""

import functools
import inspect
import typing
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from souk.messages import Command, Event, Job, Message, Progress, Query, Terms

Handler = Callable[..., Awaitable[Any]]

SECONDS = 10.0


@dataclass(frozen=True, kw_only=True)
class Handling:
    """A query or command and its handler."""

    message: type[Query[Any] | Command[Any]]
    answer: Any
    function: Handler
    name: str
    capability: str
    seconds: float

    @property
    def reads(self) -> bool:
        return issubclass(self.message, Query)


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """A subscription: one handler that hears one kind of event."""

    event: type[Event]
    function: Handler
    name: str


@dataclass(frozen=True, kw_only=True)
class Doing:
    """A job, the function that does it, and on what terms."""

    job: type[Job]
    function: Callable[..., Any]
    name: str
    terms: Terms
    in_thread: bool
    progress: str
    """The name of the parameter that reports the progress, if there is one."""


def handles(
    function: Handler, *, capability: str = "", seconds: float = SECONDS, **dependencies: object
) -> Handling:
    """Register `async def place_order(tx, command: PlaceOrder, *, …) -> Answer`; dependencies are bound here.

    With a capability, the handler refuses every actor without it, whoever carried the message.
    """
    message, answer = _reads(function)
    if not issubclass(message, Query | Command):
        raise TypeError(f"{function.__name__} takes {message.__name__}, which is neither query nor command")
    return Handling(
        message=message,
        answer=answer,
        function=_bound(function, dependencies),
        name=function.__name__,
        capability=capability,
        seconds=seconds,
    )


def hears(function: Handler, **dependencies: object) -> Hearing:
    """Subscribe `async def greet(tx, event: UserRegistered)`; deliveries know it by its name."""
    message, _ = _reads(function)
    if not issubclass(message, Event):
        raise TypeError(f"{function.__name__} takes {message.__name__}, which is no event")
    return Hearing(event=message, function=_bound(function, dependencies), name=function.__name__)


def does(function: Callable[..., Any], **more: object) -> Doing:
    """Register the job handler `async def send_confirmation(tx, job: SendConfirmation)`.

    `queue`, `seconds`, `attempts`, `priority` and `back_off` are the job's terms, other arguments are bound
    as dependencies. A plain `def` runs in a thread and takes a BlockingTransaction. A parameter of the type
    Progress is filled in.
    """
    message, _ = _reads(function)
    if not issubclass(message, Job):
        raise TypeError(f"{function.__name__} takes {message.__name__}, which is no job")
    names = set(Terms.__struct_fields__)
    terms = {name: value for name, value in more.items() if name in names}
    dependencies = {name: value for name, value in more.items() if name not in names}
    hints = typing.get_type_hints(function)
    return Doing(
        job=message,
        function=_bound(function, dependencies),
        name=function.__name__,
        terms=msgspec.convert(terms, Terms),
        in_thread=not inspect.iscoroutinefunction(function),
        progress=next((name for name, hint in hints.items() if hint is Progress), ""),
    )


def _reads(function: Callable[..., Any]) -> tuple[type[Message], Any]:
    hints = typing.get_type_hints(function)
    answer = hints.pop("return", None)
    kinds = list(hints.values())
    if len(kinds) < 2 or not isinstance(kinds[1], type) or not issubclass(kinds[1], Message):  # noqa: PLR2004
        raise TypeError(f"{function.__name__} must take the transaction and then a message")
    return kinds[1], answer


def _bound(function: Callable[..., Any], dependencies: dict[str, object]) -> Callable[..., Any]:
    return functools.partial(function, **dependencies) if dependencies else function
