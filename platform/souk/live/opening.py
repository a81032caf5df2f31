"""Puts a process's streams together, keeps them fed while it runs, and ends them when it is to stop."""

from collections.abc import Collection

from litestar.types import ASGIApp

from souk.configuration import Configuration, LiveSettings, WebSettings
from souk.database import ModuleDatabase
from souk.database.transactions import Carrier
from souk.http import Endpoint
from souk.http.authentication import Authenticator
from souk.http.edge import Edge
from souk.http.origins import origins_of
from souk.live.endings import Ending
from souk.live.endpoints import stream_endpoint
from souk.live.feed import Feed
from souk.live.room import Room
from souk.live.sockets import LiveSockets
from souk.live.store import LiveStore
from souk.live.streams import Streams
from souk.live.sweeping import sweep
from souk.observability.metrics import METRICS


class OpenStreams:
    """All streams of one process, from its start to its end."""

    def __init__(
        self,
        database: ModuleDatabase,
        authenticator: Authenticator | None,
        carrier: Carrier,
        configuration: Configuration,
    ) -> None:
        """`database` is the platform's own."""
        settings = configuration[LiveSettings]
        store = LiveStore(database)
        self.room = Room(settings.streams, settings.streams_per_person)
        self.feed = Feed(store, self.room, settings.look_seconds)
        self._streams = Streams(self.room, self.feed, store, authenticator, carrier, settings)
        self._authenticator = authenticator
        self._carrier = carrier
        self._origins = origins_of(configuration[WebSettings])
        self.endpoint: Endpoint = stream_endpoint(self._streams)

    def sockets(self, edge: Edge) -> ASGIApp:
        return LiveSockets(self._streams, edge, edge.limits(self.endpoint), self._origins)

    def hear(self, wires: Collection[str]) -> None:
        """Take a hint of what was committed, here or elsewhere; it may end a session or be there to show."""
        self.feed.wake(wires)
        if self._authenticator is not None:
            self._authenticator.wake(wires)

    async def sweep(self) -> None:
        if self._authenticator is not None:
            await sweep(self.room, self._authenticator, self._carrier)

    def open(self) -> None:
        METRICS.register(self.room.figures)

    def drain(self) -> None:
        """End every stream with a hint when to come again, and let nobody in any more."""
        self.room.closing = True
        self.room.end(Ending.RESTARTING)

    def close(self) -> None:
        METRICS.unregister(self.room.figures)
