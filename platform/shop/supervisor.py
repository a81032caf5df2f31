"""Keeps the processes of the shop running together, and stops them in order."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from shop.vigil import Slow, Startable, Vigil


class Supervisor:
    """Starts things in order, brings crashed ones back, and on leaving stops them in reverse order.

    Use it in the main thread, as a context manager: whatever ends the block, nothing stays behind.
    """

    def __init__(self, *, first_delay: float = 0.5) -> None:
        self._first_delay = first_delay
        self._running: list[Startable] = []
        self._vigils: list[Vigil] = []

    def start(self, child: Startable) -> None:
        """Start it and wait until it is ready. Raises StartFailed."""
        self._running.append(child)
        child.start()
        self._keep_watch(child)

    @contextmanager
    def starting(self, *servers: Slow) -> Iterator[None]:
        """Start them while the block does something else; after it, they are ready. Raises StartFailed."""
        for server in servers:
            self._running.append(server)
            server.begin()
        yield
        for server in servers:
            server.wait()
            self._keep_watch(server)

    def watch(self) -> None:
        """Watch until something crashes too often (StartFailed) or a signal raises its own exception."""
        while True:
            for vigil in self._vigils:
                vigil.look()
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop everything, the last started first."""
        while self._running:
            self._running.pop().stop()

    def _keep_watch(self, child: Startable) -> None:
        self._vigils.append(Vigil(child, first_delay=self._first_delay))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
