"""The watch over one running thing: brings it back after a crash, later each time, and at last gives up."""

import signal
import time
from typing import Protocol

from souk.startup import StartFailed, say


class Startable(Protocol):
    """What a supervisor can keep running: a child process, or an embedded server."""

    name: str

    def start(self) -> None:
        """Return when it is ready; raise StartFailed, leaving nothing running."""

    def restart(self) -> None:
        """Bring it back after it ended; raise StartFailed if that cannot be."""

    def stop(self) -> None:
        """Return when it has ended; do nothing if it does not run."""

    def exit_status(self) -> int | None:
        """None while it runs."""


class Slow(Startable, Protocol):
    """What takes a while to start, during which something else can be done."""

    def begin(self) -> None:
        """Start it without waiting; raise StartFailed, leaving nothing running."""

    def wait(self) -> None:
        """Return when it is ready; raise StartFailed, leaving nothing running."""


class Vigil:
    """Watches one thing. Only crashes in quick succession count against it."""

    def __init__(
        self, watched: Startable, *, first_delay: float = 0.5, quick: float = 10.0, limit: int = 5
    ) -> None:
        self._watched = watched
        self._first_delay = first_delay
        self._quick = quick
        self._limit = limit
        self._crashes = 0
        self._started = time.monotonic()
        self._due: float | None = None

    def look(self) -> None:
        """Restart it if it ended and its delay is over. Raises StartFailed when it crashed too often."""
        now = time.monotonic()
        if self._due is not None:
            if now >= self._due:
                self._restart()
        elif (status := self._watched.exit_status()) is not None:
            self._crashed(f"ended ({_ending(status)})", now)

    def _restart(self) -> None:
        self._due = None
        self._started = time.monotonic()
        try:
            self._watched.restart()
        except StartFailed as failure:
            self._crashed(f"could not start again: {failure.problem}", time.monotonic())

    def _crashed(self, how: str, now: float) -> None:
        self._crashes = self._crashes + 1 if now - self._started < self._quick else 1
        if self._crashes >= self._limit:
            raise StartFailed(
                f"{self._watched.name} {how}, for the {self._limit}th time in quick succession; giving up.",
                "Its lines above, or its log, say why.",
            )
        delay = self._first_delay * 2 ** (self._crashes - 1)
        say(f"{self._watched.name} {how}; starting it again in {delay:g} s.")
        self._due = now + delay


def _ending(status: int) -> str:
    if status >= 0:
        return f"exit status {status}"
    return f"killed by {signal.Signals(-status).name}"
