"""How far a long job is: noted at once, written once a second, outside the job's transaction."""

from souk.kernel import Value


class Steps(Value):
    """So many of so many."""

    done: int = 0
    total: int = 0


class ProgressNote:
    """What the job calls. Safe from any thread, and never waits."""

    def __init__(self) -> None:
        self.steps = Steps()
        self._written = self.steps

    def __call__(self, done: int, total: int) -> None:
        self.steps = Steps(done=done, total=total)

    def news(self) -> Steps | None:
        """Return the newest steps if they were not returned before."""
        newest = self.steps
        if newest is self._written:
            return None
        self._written = newest
        return newest
