"""The wake-up hint after a commit: makes delivery fast, is never needed for it."""

from collections.abc import Callable, Collection

Listener = Callable[[Collection[str]], None]


class Hint:
    """Tells whoever listens which events and jobs were just committed. Losing a hint costs a poll."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """Have it called with the wire names, right after each commit: it must not wait for anything."""
        self._listeners.append(listener)

    def wake(self, wires: Collection[str]) -> None:
        for listener in self._listeners:
            listener(wires)
