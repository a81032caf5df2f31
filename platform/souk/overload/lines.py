"""A line of those who wait for their turn; it is kept short, in people and in time."""

from collections import deque
from typing import Generic, TypeVar

W = TypeVar("W")


class Line(Generic[W]):
    """The oldest first, who wait for `patience` at most: a burst is served in order.

    A line that has stood for so long is no burst any more. Then nobody waits longer than `hurried`, and the
    newest comes first: whoever is served is served soon, and who is not is told so soon, instead of all
    waiting until none has any patience left.
    """

    def __init__(self, *, longest: int, patience: float, hurried: float) -> None:
        self._longest = longest
        self._patience = patience
        self._hurried = hurried
        self._waiting: deque[tuple[float, W]] = deque()
        self._since = 0.0

    def __len__(self) -> int:
        return len(self._waiting)

    def join(self, one: W, now: float) -> W | None:
        """Join at the end; return who must leave for it, the oldest of a line that is full."""
        if not self._waiting:
            self._since = now
        self._waiting.append((now, one))
        return self._waiting.popleft()[1] if len(self._waiting) > self._longest else None

    def next(self, now: float) -> W | None:
        """Take whose turn it is."""
        if not self._waiting:
            return None
        return (self._waiting.pop() if self._stands(now) else self._waiting.popleft())[1]

    def overdue(self, now: float) -> W | None:
        """Take one who has waited too long, if there is one."""
        due = self.due()
        return self._waiting.popleft()[1] if due is not None and due <= now else None

    def due(self) -> float | None:
        """Return when the oldest will have waited too long."""
        if not self._waiting:
            return None
        return max(self._since + self._patience, self._waiting[0][0] + self._hurried)

    def _stands(self, now: float) -> bool:
        return now >= self._since + self._patience
