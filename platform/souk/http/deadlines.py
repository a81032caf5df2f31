"""Deadlines: requests that take too long are cancelled; one timer watches over all of them."""

import asyncio
import time

from souk.http.calls import Call

LOOKS = 20  # within one deadline, so that none is overrun by more than a twentieth
SHORTEST_PAUSE = 0.01
LONGEST_PAUSE = 0.5


class Deadlines:
    """Watches the requests in progress. A timer for each of them would cost ten times as much."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._pause = min(max(seconds / LOOKS, SHORTEST_PAUSE), LONGEST_PAUSE)
        self._open: dict[Call, asyncio.Task[object]] = {}
        self._watching = False

    def begin(self, call: Call) -> None:
        """Watch the current task. A route may give its call more or less time while it runs."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - coroutines run in tasks; this is for the type checker
        call.finish_within(self._seconds)
        self._open[call] = task
        if not self._watching:
            self._watching = True
            self._look_later(task.get_loop())

    def end(self, call: Call) -> bool:
        """Stop watching; tell whether the task was cancelled by its deadline, and by nothing else."""
        task = self._open.pop(call)
        return call.overdue and task.uncancel() == 0

    def _look_later(self, loop: asyncio.AbstractEventLoop) -> None:
        loop.call_later(self._pause, self._look, loop)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        now = time.perf_counter()
        for call, task in self._open.items():
            if now > call.due and not call.overdue:
                call.overdue = True
                task.cancel()
        self._watching = bool(self._open)
        if self._watching:
            self._look_later(loop)
