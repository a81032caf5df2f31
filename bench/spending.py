"""What processor time a load costs, and whom: the shop's processes, the servers, and the bench itself."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
SERVERS = {"postgres": "PostgreSQL", "valkey-server": "Valkey"}
ITSELF = "the bench"


class Spending:
    """Counts from when it is made. What lives in /proc is all it knows: elsewhere it tells of nothing."""

    def __init__(self, processes: Sequence[tuple[str, "subprocess.Popen[bytes]"]]) -> None:
        self._roots = {process.pid: name for name, process in processes} | {os.getpid(): ITSELF}
        self._before = self._spent()

    def told(self) -> list[tuple[str, float]]:
        """Return the seconds of each kind of process, with its children."""
        before = self._before
        return [(name, seconds - before.get(name, 0.0)) for name, seconds in sorted(self._spent().items())]

    def _spent(self) -> dict[str, float]:
        lives = {life.pid: life for life in _lives()}
        sums: dict[str, float] = {}
        for life in lives.values():
            name = SERVERS.get(life.name) or self._whose(life.pid, lives)
            if name:
                sums[name] = sums.get(name, 0.0) + life.seconds
        return sums

    def _whose(self, pid: int, lives: "dict[int, _Life]") -> str | None:
        while pid in lives:
            if pid in self._roots:
                return self._roots[pid]
            pid = lives[pid].parent
        return None


class _Life:
    """A process as /proc tells of it; its seconds include those of children that it has waited for."""

    def __init__(self, told: str) -> None:
        head, _, rest = told.rpartition(")")
        pid, _, self.name = head.partition(" (")
        fields = rest.split()
        self.pid, self.parent = int(pid), int(fields[1])
        self.seconds = sum(map(int, fields[11:15])) / TICKS


def _lives() -> Iterator[_Life]:
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            yield _Life(path.read_text())
        except OSError:
            continue
