"""What the embedded servers have in common: one at a time on a data folder, gone when its starter is gone."""

import os
import signal
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

from souk.embedded.account import Account, take_possession
from souk.embedded.children import start_child, stop_child
from souk.embedded.claim import Claim
from souk.embedded.failure import read_from_log
from souk.embedded.logs import open_log
from souk.embedded.sockets import make_socket_folder, remove_socket_folder, socket_folder
from souk.startup import StartFailed


class EmbeddedServer(ABC):
    """Start it from the main thread: the server stops when that thread ends, even if it is killed."""

    name: str
    farewells: ClassVar[Sequence[tuple[signal.Signals, float]]]
    when_orphaned: ClassVar[signal.Signals]
    environment: ClassVar[Mapping[str, str] | None] = None
    patience: ClassVar[float]

    def __init__(self, data_dir: Path, socket_name: str) -> None:
        self._data_dir = data_dir.resolve()
        self._sockets = socket_folder(self._data_dir, socket_name)
        self._claim: Claim | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._log_position = 0
        self.log = self._data_dir / f"{self.name.lower()}.log"

    def start(self) -> None:
        """Start the server; when this returns, it answers. Raises StartFailed, leaving nothing running."""
        self.begin()
        self.wait()

    def begin(self) -> None:
        """Start the server, and leave the waiting for later. Raises StartFailed, leaving nothing running."""
        try:
            account = take_possession(self._data_dir)
            self._take_claim()
            self._start(account)
        except BaseException:
            self.stop()
            raise

    def wait(self) -> None:
        """Return when the server that was begun answers. Raises StartFailed, leaving nothing running."""
        try:
            self._wait_until_it_answers()
            self._make_usable()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server, cutting its connections; does nothing if it does not run."""
        self._stop_process()
        if self._claim:
            if self._sockets != self._data_dir:
                remove_socket_folder(self._sockets)
            self._claim.release()
            self._claim = None

    def restart(self) -> None:
        """Start the server again, whatever became of it."""
        self.stop()
        self.start()

    def exit_status(self) -> int | None:
        """None while the server runs, otherwise how it ended."""
        return self._process.poll() if self._process else 0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @abstractmethod
    def _start(self, account: Account | None) -> None:
        """Make ready what the server needs, and launch it."""

    def _make_usable(self) -> None:  # noqa: B027 - most servers are
        """Do what can be done only when it answers."""

    @abstractmethod
    def _answers(self, _process_id: int) -> bool:
        """Whether the server with this process id takes connections."""

    def _take_claim(self) -> None:
        claim = Claim(self._data_dir / "lock")
        if not claim.take(str(os.getpid())):
            raise StartFailed(
                f"The {self.name} in {self._data_dir} is in use by process {claim.note() or '(unknown)'}.",
                "Stop that one first, or use another data folder.",
            )
        self._claim = claim

    def _launch(self, argv: Sequence[str | Path], account: Account | None) -> None:
        if self._sockets != self._data_dir:
            make_socket_folder(self._sockets, account)
        log = open_log(self.log)
        try:
            self._log_position = os.fstat(log).st_size
            self._process = start_child(
                argv,
                when_orphaned=self.when_orphaned,
                output=log,
                env=self.environment,
                folder=self._data_dir,
                account=account,
            )
        finally:
            os.close(log)

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + self.patience
        while self._process and self._process.poll() is None and time.monotonic() < deadline:
            if self._answers(self._process.pid):
                return
            time.sleep(0.01)
        raise read_from_log(self.name, self.log, self._log_position)

    def _stop_process(self) -> None:
        if self._process:
            stop_child(self._process, *self.farewells)
            self._process = None
