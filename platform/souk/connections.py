"""All that a process holds open towards PostgreSQL. Nothing connects before it is used."""

import asyncio

import msgspec

from souk.configuration import Configuration, DatabaseSettings, GeneralSettings
from souk.database import Databases
from souk.events.store import EventStore
from souk.jobs.ledger import Ledger


class Connections:
    """The modules' pools, and the platform's own for the queue of events, their history, and the jobs."""

    def __init__(self, configuration: Configuration, modules: list[str], *, at_once: int = 0) -> None:
        """With `at_once`, so many transactions of one module find a connection that is open already."""
        secret = configuration[GeneralSettings].secret
        settings = configuration[DatabaseSettings]
        # An overflowing pool closes what comes back, and logging in anew costs more than most jobs.
        settings = msgspec.structs.replace(settings, pool=max(settings.pool, at_once))
        self.url = settings.url
        self.width = settings.pool
        self.databases = Databases(settings.url, secret, settings, modules)
        self.queue = EventStore(settings, secret, queue=True)
        self.history = EventStore(settings, secret, queue=False)
        self.ledger = Ledger(settings, secret)

    async def close(self) -> None:
        parts = (self.databases, self.queue, self.history, self.ledger)
        await asyncio.gather(*(part.close() for part in parts))
