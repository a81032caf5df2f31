"""Opens streams: for whom, within what bounds, and from which message on."""

import random
import re
from typing import NamedTuple

from souk.bus import Bus
from souk.configuration import LiveSettings
from souk.database.transactions import Carrier
from souk.http.authentication import Authenticator, Unauthenticated
from souk.live.feed import Feed
from souk.live.frames import Frame, reset
from souk.live.listeners import Listener
from souk.live.room import Room
from souk.live.store import LiveStore
from souk.live.tickets import UseTicket
from souk.messages import Context

WHOLE = re.compile(r"[0-9]{1,18}", re.ASCII)
SPREAD = 0.5  # of the pause before a client comes again, so that not all come in the same moment


class Wanted(NamedTuple):
    """Who wants a stream, and the id that they saw last; a ticket counts only without a token."""

    token: str = ""
    ticket: str = ""
    last_id: int | None = None


class Streams:
    """The streams of one process."""

    def __init__(
        self,
        room: Room,
        feed: Feed,
        store: LiveStore,
        authenticator: Authenticator | None,
        carrier: Carrier,
        settings: LiveSettings,
    ) -> None:
        self.settings = settings
        self._room = room
        self._feed = feed
        self._store = store
        self._authenticator = authenticator
        self._carrier = carrier

    async def open(self, wanted: Wanted) -> Listener:
        """Return a listener that misses nothing from now on, or from the id that was seen last.

        Raise Unauthenticated, TooManyStreams or NoRoom. Whoever opens it closes it.
        """
        token = wanted.token or await self._token_for(wanted.ticket)
        if self._authenticator is None:
            raise Unauthenticated
        actor = await self._authenticator.authenticate(token, self._carrier)
        await self._feed.be_current()
        listener = Listener(actor, token)
        self._room.enter(listener)  # whatever is told after `position` is offered to it from here on
        try:
            await self._begin(listener, wanted.last_id, self._feed.position)
        except BaseException:
            self.close(listener)
            raise
        return listener

    def close(self, listener: Listener) -> None:
        self._room.leave(listener)

    @property
    def position(self) -> int:
        return self._feed.position

    def pause(self) -> int:
        """Return after how many milliseconds a client should come again."""
        spread = 1 + random.uniform(-SPREAD, SPREAD)  # noqa: S311 - no secret
        return int(self.settings.retry_seconds * 1000 * spread)

    async def _begin(self, listener: Listener, last_id: int | None, position: int) -> None:
        if last_id is None:
            listener.begin(position, [])
            return
        if last_id > position:  # another process was ahead of this one
            await self._feed.look()
            position = max(position, min(last_id, self._feed.position))
        missed = await self._missed(listener, last_id, position)
        listener.begin(position, missed)

    async def _missed(self, listener: Listener, last_id: int, position: int) -> list[Frame]:
        found = None if last_id > position else await self._store.missed(listener.actor, last_id, position)
        return [reset(position)] if found is None else found

    async def _token_for(self, ticket: str) -> str:
        if not ticket:
            raise Unauthenticated
        return await Bus(self._carrier, Context(reason="a live stream")).do(UseTicket(ticket=ticket))
