"""Deadlines: work that takes too long is cancelled; one timer watches over all of it."""

import asyncio
import time

PAUSE = 0.05  # how often the timer looks, and by how much a deadline may be overrun


class Limit:
    """A deadline on the current task. It may be moved while the work goes on."""

    __slots__ = ("_cancelling", "due", "passed", "task")

    def __init__(self, task: "asyncio.Task[object]", seconds: float) -> None:
        self.task = task
        self.due = time.perf_counter() + seconds
        self.passed = False
        self._cancelling = task.cancelling()

    def move(self, seconds: float) -> None:
        """Set another deadline, counted from now."""
        self.due = time.perf_counter() + seconds

    def cancel(self) -> None:
        self.passed = True
        self.task.cancel()

    def was_all(self) -> bool:
        """Take the cancellation back, and tell whether nobody else had asked for one."""
        return self.passed and self.task.uncancel() <= self._cancelling


class Deadlines:
    """Watches work in progress, for a fifth of what `asyncio.timeout` costs.

    Between `begin` and `end` the current task is cancelled once its time is up. Whoever catches that
    CancelledError asks `end` whether it came from the deadline alone; if so it is a timeout, else it is
    somebody's wish to stop and must be raised again.
    """

    def __init__(self) -> None:
        self._limits: dict[Limit, None] = {}
        self._watched: asyncio.AbstractEventLoop | None = None

    def begin(self, seconds: float) -> Limit:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - coroutines run in tasks; this is for the type checker
        limit = Limit(task, seconds)
        self._limits[limit] = None
        loop = task.get_loop()
        if self._watched is not loop:
            self._look_later(loop)
        return limit

    def end(self, limit: Limit) -> bool:
        del self._limits[limit]
        return limit.was_all()

    def _look_later(self, loop: asyncio.AbstractEventLoop) -> None:
        self._watched = loop
        loop.call_later(PAUSE, self._look, loop)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        now = time.perf_counter()
        for limit in self._limits:
            if now > limit.due and not limit.passed:
                limit.cancel()
        if self._limits:
            self._look_later(loop)
        else:
            self._watched = None
