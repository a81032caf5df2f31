"""How a run's tests are shared out among its workers: file by file, in the order of their names."""

from xdist.scheduler import LoadGroupScheduling  # type: ignore[import-untyped]


class FileByFile(LoadGroupScheduling):  # type: ignore[misc]  # it comes without types
    """A file's tests stay together, and so do all that name one group (`xdist_group`).

    What a file or a suite sets up is then set up once, or twice where two workers meet. The last files are
    small ones, so that no worker waits for long at the end.
    """

    def _split_scope(self, nodeid: str) -> str:
        scope = str(super()._split_scope(nodeid))
        return scope.partition("::")[0] if scope == nodeid else scope
