"""Binds a message to the one function that handles it, read from the function's own types."""

import inspect
import typing
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from souk.messages import Command, Job, Progress, Query, Terms
from souk.modules.signatures import Handler, bound, reads

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
    message, answer = reads(function)
    if not issubclass(message, Query | Command):
        raise TypeError(f"{function.__name__} takes {message.__name__}, which is neither query nor command")
    return Handling(
        message=message,
        answer=answer,
        function=bound(function, dependencies),
        name=function.__name__,
        capability=capability,
        seconds=seconds,
    )


def does(function: Callable[..., Any], **more: object) -> Doing:
    """Register the job handler `async def send_confirmation(tx, job: SendConfirmation)`.

    `queue`, `seconds`, `attempts`, `priority` and `back_off` are the job's terms, other arguments are bound
    as dependencies. A plain `def` runs in a thread and takes a BlockingTransaction. A parameter of the type
    Progress is filled in.
    """
    message, _ = reads(function)
    if not issubclass(message, Job):
        raise TypeError(f"{function.__name__} takes {message.__name__}, which is no job")
    names = set(Terms.__struct_fields__)
    terms = {name: value for name, value in more.items() if name in names}
    dependencies = {name: value for name, value in more.items() if name not in names}
    hints = typing.get_type_hints(function)
    return Doing(
        job=message,
        function=bound(function, dependencies),
        name=function.__name__,
        terms=msgspec.convert(terms, Terms),
        in_thread=not inspect.iscoroutinefunction(function),
        progress=next((name for name, hint in hints.items() if hint is Progress), ""),
    )
