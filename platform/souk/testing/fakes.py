"""Other modules, as fakes of their contracts: they answer what the test says, and remember what was asked."""

from collections.abc import Callable
from typing import Any, TypeVar

from souk.idempotency.receipts import Receipt
from souk.messages import Command, Context, Query
from souk.pipeline import Switchboard

T = TypeVar("T")
Message = Query[Any] | Command[Any]
M = TypeVar("M", bound=Query[Any] | Command[Any])


class FakedSwitchboard(Switchboard):
    """The real switchboard, but for the messages that a test answers itself."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._answers: dict[type, Callable[[Any], Any]] = {}
        self._received: list[tuple[Message, Context]] = []

    def fake(self, kind: type[M], answer: Callable[[Any], Any]) -> None:
        self._answers[kind] = answer

    def received(self, kind: type[M]) -> list[M]:
        """Return every message of that kind that was sent to a fake, in order."""
        return [message for message, _ in self._received if isinstance(message, kind)]

    async def carry(
        self, message: Query[T] | Command[T], context: Context, receipt: Receipt | None = None
    ) -> T:
        answer = self._answers.get(type(message))
        if answer is None:
            return await super().carry(message, context, receipt)
        self._received.append((message, context))
        given: T = answer(message)
        return given
