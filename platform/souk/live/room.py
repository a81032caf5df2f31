"""Everybody who listens in this process, found by person and by capability."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from souk.kernel import Refusal
from souk.live.endings import Ending
from souk.live.figures import LiveFigures
from souk.live.frames import Frame
from souk.live.listeners import Listener
from souk.live.store import Told

Audience = UUID | str
"""A person's id, or a capability."""


class TooManyStreams(Refusal):
    """This person listens often enough already: close a stream that is not looked at."""

    status = 429

    def __init__(self) -> None:
        super().__init__(retryAfter=30)


class NoRoom(Refusal):
    """This process has as many streams as it can hold; another one may have room."""

    status = 503

    def __init__(self) -> None:
        super().__init__(retryAfter=5)


class Room:
    """Listeners come and go; frames are spread to those whom they are for."""

    def __init__(self, most: int, most_of_one: int) -> None:
        self.figures = LiveFigures(lambda: len(self._all))
        self.occupied = asyncio.Event()
        self.closing = False
        self._most = most
        self._most_of_one = most_of_one
        self._all: set[Listener] = set()
        self._by: dict[Audience, set[Listener]] = {}

    def enter(self, listener: Listener) -> None:
        """Raise TooManyStreams or NoRoom when there is no place left."""
        if self.closing or len(self._all) >= self._most:
            raise NoRoom
        if len(self._by.get(_person(listener), ())) >= self._most_of_one:
            raise TooManyStreams
        self._all.add(listener)
        for audience in _audiences(listener):
            self._by.setdefault(audience, set()).add(listener)
        self.occupied.set()

    def leave(self, listener: Listener) -> None:
        self._all.discard(listener)
        for audience in _audiences(listener):
            place = self._by.get(audience, set())
            place.discard(listener)
            if not place:
                self._by.pop(audience, None)
        if listener.ending is not None:
            self.figures.ended(listener.ending.reason)
        if not self._all:
            self.occupied.clear()

    def spread(self, rows: Iterable[Told]) -> None:
        """Offer each to whom it is for; nobody is waited for."""
        for row in rows:
            frame = Frame(row.id, row.kind, row.content)
            for listener in self._by.get(row.person or row.capability or "", ()):
                listener.offer(frame)

    def end(self, ending: Ending, listeners: Iterable[Listener] | None = None) -> None:
        for listener in list(self._all if listeners is None else listeners):
            listener.end(ending)

    @property
    def is_empty(self) -> bool:
        return not self._all

    def by_token(self) -> dict[str, list[Listener]]:
        """Return all listeners by the token that they came with."""
        found: dict[str, list[Listener]] = defaultdict(list)
        for listener in self._all:
            found[listener.token].append(listener)
        return found


def _person(listener: Listener) -> Audience:
    return listener.actor.id or ""


def _audiences(listener: Listener) -> set[Audience]:
    return {_person(listener), *listener.actor.capabilities}
