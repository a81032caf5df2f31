"""One line that shows how far the installation is; on a pipe, one line at its begin and one at its end."""

import re
import sys
import time
from types import TracebackType
from typing import Self

_COLLECTING = re.compile(r"^Collecting ([\w.-]+)")


class Progress:
    """Reads along with pip."""

    def __init__(self, packages: int) -> None:
        self._packages = packages
        self._collected = 0
        self._live = sys.stderr.isatty()
        self._since = time.monotonic()

    def __enter__(self) -> Self:
        self._write(f"Installing {self._packages} packages …", last=not self._live)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._write(
                f"Installed {self._packages} packages in {time.monotonic() - self._since:.0f} s.", last=True
            )
        elif self._live:
            self._write("", last=False)

    def read(self, line: str) -> None:
        """Take one line of pip's output into account."""
        if line.startswith("Ignoring "):
            self._packages -= 1
        elif found := _COLLECTING.match(line):
            self._collected += 1
            self._show(f"{self._collected}/{self._packages} {found[1]}")
        elif line.startswith("Installing collected"):
            self._show("unpacking")

    def _show(self, step: str) -> None:
        if self._live:
            self._write(f"Installing {self._packages} packages … {step}", last=False)

    def _write(self, text: str, *, last: bool) -> None:
        sys.stderr.write(f"\r\x1b[K{text}" if self._live else text)
        sys.stderr.write("\n" if last else "")
        sys.stderr.flush()
