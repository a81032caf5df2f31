"""Jobs: work that a transaction wants done after its commit, recorded with it."""

from typing import Any

from souk.messages.messages import Command


class Job(Command[None]):
    """An order to the module's own later self. It carries ids, never personal data."""

    def __init_subclass__(cls, *, wire: str = "", key: str = "", **config: Any) -> None: ...
