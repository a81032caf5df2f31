"""Scenarios: do something, then wait for what must come of it; on conditions, never on the clock."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import RowMapping

from souk.kernel import Refusal
from souk.messages import ANONYMOUS, Actor, Command, Event

T = TypeVar("T")
E = TypeVar("E", bound=Event)
R = TypeVar("R", bound=Refusal)
Found = TypeVar("Found")


class Scene(Protocol):
    """Where a scenario is played: what it needs of the stage."""

    async def do(self, command: Command[T], actor: Actor = ...) -> T: ...

    async def publish(self, module: str, *events: Event) -> None: ...

    async def settle(self) -> None: ...

    async def published(self, kind: type[E]) -> list[E]: ...

    async def rows(self, sql: str) -> Sequence[RowMapping]: ...


class Scenario:
    """`await stage.scenario.do(command).then_published(OrderPlaced, order_id=…)`."""

    def __init__(self, stage: Scene) -> None:
        self._stage = stage

    def do(self, command: Command[T], actor: Actor = ANONYMOUS) -> "Step[T]":
        return Step(self._stage, lambda: self._stage.do(command, actor))

    def hear(self, module: str, *events: Event) -> "Step[None]":
        """Let that module publish events."""
        return Step(self._stage, lambda: self._stage.publish(module, *events))


class Step(Generic[T]):
    """What is done, and what is expected of it. Nothing happens before it is awaited."""

    def __init__(self, stage: Scene, action: Callable[[], Awaitable[T]]) -> None:
        self._stage = stage
        self._action = action

    async def then_published(self, kind: type[E], **fields: Any) -> E:
        """Expect an event with these fields, of the action itself or of whatever it set off."""
        await self._action()
        await self._stage.settle()
        events = await self._stage.published(kind)
        fitting = [event for event in events if all(getattr(event, k) == v for k, v in fields.items())]
        assert fitting, f"no {kind.__name__} with {fields}; published were {events}"  # noqa: S101
        return fitting[-1]

    async def then_refused(self, kind: type[R]) -> R:
        """Expect that refusal, and that nothing was published."""
        before = await self._count()
        try:
            await self._action()
        except kind as refusal:
            assert await self._count() == before, "a refused command published events"  # noqa: S101
            return refusal
        raise AssertionError(f"{kind.__name__} was not raised")

    async def then(self, condition: Callable[[], Awaitable[Found]]) -> Found:
        """Let everything that follows happen, and return what the condition finds; it must find something."""
        await self._action()
        await self._stage.settle()
        found = await condition()
        assert found, "the condition does not hold after everything has settled"  # noqa: S101
        return found

    async def _count(self) -> int:
        rows = await self._stage.rows("SELECT count(*) AS events FROM souk.event")
        return int(rows[0]["events"])
