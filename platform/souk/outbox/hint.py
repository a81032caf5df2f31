"""The wake-up hint after a commit: makes delivery fast, is never needed for it."""

from collections.abc import Callable, Collection

Listener = Callable[[Collection[str]], None]


class Hint:
    """Tells whoever listens which events and jobs were just committed. Losing a hint costs a poll."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._heralds: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """Have it called with the wire names, right after each commit: it must not wait for anything.

        No names at all mean that anything may have been committed.
        """
        self._listeners.append(listener)

    def tell_others(self, herald: Listener) -> None:
        """Have it called with what this process committed, and only that, to tell the other processes."""
        self._heralds.append(herald)

    def wake(self, wires: Collection[str]) -> None:
        """Tell of a commit of this process."""
        self.heard(wires)
        for herald in self._heralds:
            herald(wires)

    def heard(self, wires: Collection[str]) -> None:
        """Tell of a commit of another process."""
        for listener in self._listeners:
            listener(wires)
