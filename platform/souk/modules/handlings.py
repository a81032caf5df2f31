"""Binds a message to the one function that handles it, read from the function's own types."""

from dataclasses import dataclass
from typing import Any

from souk.messages import Command, Job, Query
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
    """A job and the function that does it."""

    job: type[Job]
    function: Handler
    name: str


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


def does(function: Handler, **dependencies: object) -> Doing:
    """Register the job handler `async def send_confirmation(tx, job: SendConfirmation)`."""
    message, _ = reads(function)
    if not issubclass(message, Job):
        raise TypeError(f"{function.__name__} takes {message.__name__}, which is no job")
    return Doing(job=message, function=bound(function, dependencies), name=function.__name__)
