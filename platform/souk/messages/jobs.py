"""Jobs: work that a transaction wants done after its commit, recorded with it."""

from typing import Annotated, Any, Protocol

from msgspec import Meta

from souk.kernel.values import Value
from souk.messages.messages import Command


class Job(Command[None]):
    """An order to the module's own later self. It carries ids, never personal data."""

    def __init_subclass__(cls, *, wire: str = "", key: str = "", **config: Any) -> None: ...


class Terms(Value):
    """On what terms a job is done. Each job's record keeps those that held when it was enqueued."""

    queue: Annotated[str, Meta(pattern="^[a-z][a-z0-9_-]{0,40}$")] = "default"
    priority: Annotated[int, Meta(ge=0, le=9)] = 5
    """0 is the most urgent, 9 the least."""
    seconds: Annotated[float, Meta(gt=0)] = 60.0
    attempts: Annotated[int, Meta(ge=1, le=1000)] = 5
    back_off: Annotated[float, Meta(gt=0)] = 5.0
    """Seconds until the second attempt, give or take a quarter; doubled each time, an hour at most."""


class Progress(Protocol):
    """Tells those who watch how far a long job is; kept once a second, whatever becomes of the job."""

    def __call__(self, done: int, total: int) -> None: ...
