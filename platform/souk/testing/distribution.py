"""How a run's tests are shared out among its workers: file by file, in the order of their names."""

from collections.abc import Sequence

import pytest
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

TOGETHER = "together"
"""The setting of pytest's that lists how the paths begin of what stays together."""


class FileByFile(LoadScopeScheduling):  # type: ignore[misc]  # it comes without types
    """A file's tests stay together, and so do files that share what takes long to set up.

    What a file or a suite sets up is then set up once, or once in each worker that gets a file of it. The
    last files are small ones, so that no worker waits for long at the end.
    """

    def __init__(self, config: pytest.Config, log: object = None) -> None:
        super().__init__(config, log)
        self._together: Sequence[str] = config.getini(TOGETHER)

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid, self._together)


def unit_of(test: str, together: Sequence[str]) -> str:
    """Return the name of what goes to one worker as a whole, and has this test in it.

    xdist's own marks for that write a group into a test's name, which pytest does not let them any more.
    """
    path = test.partition("::")[0]
    return next((start for start in together if path.startswith(start)), path)
