"""The transaction of a job that runs in a thread: every call waits for the event loop to do it."""

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Executable, Result

from souk.database.transactions import Transaction
from souk.messages import Actor, Command, Event, Job, Query

T = TypeVar("T")


class TransactionOver(RuntimeError):
    """The job was stopped, or took too long: its thread goes on, but nothing that it does counts."""


class BlockingTransaction:
    """What a plain `def` job works with. Long work comes first: a transaction idles for seconds only."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._loop = asyncio.get_running_loop()
        self._calls: set[asyncio.Task[Any]] = set()
        self._over = False

    @property
    def actor(self) -> Actor:
        return self._tx.actor

    @property
    def now(self) -> datetime:
        return self._tx.now

    def new_id(self) -> UUID:
        return self._tx.new_id()

    def ask(self, query: Query[T]) -> T:
        return self._wait(self._tx.ask(query))

    def do(self, command: Command[T]) -> T:
        return self._wait(self._tx.do(command))

    def execute(
        self, statement: Executable, parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
    ) -> Result[*tuple[Any, ...]]:
        return self._wait(self._tx.execute(statement, parameters))

    def scalar(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> Any:
        return self._wait(self._tx.scalar(statement, parameters))

    def publish(self, event: Event) -> UUID:
        async def publish() -> UUID:
            return self._tx.publish(event)

        return self._wait(publish())

    def enqueue(
        self, job: Job, *, delay: timedelta | None = None, unique: str = "", priority: int | None = None
    ) -> UUID:
        async def enqueue() -> UUID:
            return self._tx.enqueue(job, delay=delay, unique=unique, priority=priority)

        return self._wait(enqueue())

    async def end(self) -> None:
        """Let no further call through, and end the one under way: the thread itself cannot be stopped."""
        self._over = True
        for call in self._calls:
            call.cancel()
        await asyncio.gather(*self._calls, return_exceptions=True)

    def _wait(self, call: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(self._made(call), self._loop).result()

    async def _made(self, call: Coroutine[Any, Any, T]) -> T:
        task: asyncio.Task[Any] | None = asyncio.current_task()
        if self._over or task is None:
            call.close()
            raise TransactionOver
        self._calls.add(task)
        try:
            return await call
        finally:
            self._calls.discard(task)
