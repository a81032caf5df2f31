"""One program that belongs to the shop, such as the web process or a worker."""

import signal
import time
from collections.abc import Callable, Sequence

from souk.embedded.children import Child, kill_group, start_child, stop_child
from souk.embedded.forks import fork_child
from souk.startup import StartFailed


class ChildProcess:
    """A child process that writes to our terminal, is told when it is ready, and never outlives us.

    It runs a program, or a function of ours in a fork, which spares it the start of an interpreter and all
    imports. `ready` is asked forty times a second; without it, a process that started counts as ready.
    """

    def __init__(
        self,
        name: str,
        work: Sequence[str] | Callable[[], None],
        *,
        ready: Callable[[], bool] | None = None,
        patience: float = 60.0,
        grace: float = 10.0,
    ) -> None:
        self.name = name
        self._work = work
        self._ready = ready
        self._patience = patience
        self._grace = grace
        self._process: Child | None = None

    def start(self) -> None:
        """Start it and wait until it is ready. Raises StartFailed, leaving nothing running."""
        self.begin()
        self.wait()

    def begin(self) -> None:
        """Start it, and leave the waiting for later. Raises StartFailed, leaving nothing running."""
        try:
            self._launch()
        except BaseException:
            self.stop()
            raise

    def wait(self) -> None:
        """Wait until what was begun is ready. Raises StartFailed, leaving nothing running."""
        try:
            self._wait_until_ready()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Ask it to end, and kill it and its children after the grace; does nothing if it does not run."""
        if self._process:
            stop_child(self._process, (signal.SIGTERM, self._grace))
            self._process = None

    def restart(self) -> None:
        """Start it again after a crash, without waiting, so that the others stay watched meanwhile."""
        if self._process:
            kill_group(self._process)
        self._launch()

    def exit_status(self) -> int | None:
        """None while it runs, otherwise how it ended; negative is the signal that killed it."""
        return self._process.poll() if self._process else 0

    def _launch(self) -> None:
        try:
            if callable(self._work):
                self._process = fork_child(self._work, when_orphaned=signal.SIGTERM)
            else:
                self._process = start_child(self._work, when_orphaned=signal.SIGTERM)
        except OSError as trouble:
            raise StartFailed(
                f"{self.name} could not be started: {trouble}.", "Is it installed?"
            ) from trouble

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + self._patience
        while self._ready and not self._ready():
            if self.exit_status() is not None:
                raise StartFailed(f"{self.name} ended before it was ready.", "Its lines above say why.")
            if time.monotonic() > deadline:
                raise StartFailed(
                    f"{self.name} was not ready within {self._patience:.0f} s.",
                    "Its lines above may say why.",
                )
            time.sleep(0.025)
