"""Reads the messages, in the order of their ids, which is that of their commits."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from souk.database import ModuleDatabase
from souk.live.frames import Frame
from souk.messages import Actor

TOGETHER = 500
MOST_MISSED = 500

AFTER = b"""
    SELECT id, kind, content, person, capability FROM souk.live_message
    WHERE id > %(after)s ORDER BY id LIMIT %(most)s
"""
LATEST = b"""
    SELECT greatest(
        coalesce((SELECT max(id) FROM souk.live_message), 0),
        coalesce((SELECT max(forgotten) FROM souk.live_horizon), 0)
    ) AS latest
"""
HORIZON = b"SELECT coalesce(max(forgotten), 0) FROM souk.live_horizon"
MISSED = b"""
    SELECT id, kind, content FROM souk.live_message
    WHERE person = %(person)s AND id > %(after)s AND id <= %(until)s
    UNION ALL
    SELECT id, kind, content FROM souk.live_message
    WHERE capability = ANY(%(capabilities)s) AND id > %(after)s AND id <= %(until)s
    ORDER BY id LIMIT %(most)s
"""


class Told(NamedTuple):
    """A message, and whom it is for."""

    id: int
    kind: str
    content: str
    person: UUID | None
    capability: str | None


class LiveStore:
    """As the platform's own role: modules write messages, they do not read them."""

    def __init__(self, database: ModuleDatabase) -> None:
        self._database = database

    async def after(self, id: int) -> Sequence[Told]:
        """Return the next messages; when there are TOGETHER of them there may be more."""
        async with self._database.reading() as driver:
            return [Told._make(row) for row in await driver.rows(AFTER, {"after": id, "most": TOGETHER})]

    async def latest(self) -> int:
        """Return the id of the last message that was ever told, as far as is known."""
        async with self._database.reading() as driver:
            ((found,),) = await driver.rows(LATEST, {})
        return int(found)

    async def missed(self, actor: Actor, after: int, until: int) -> list[Frame] | None:
        """Return what this person would have been sent; None if some is gone, or it is far too much."""
        wanted = {
            "person": actor.id,
            "capabilities": sorted(actor.capabilities),
            "after": after,
            "until": until,
            "most": MOST_MISSED + 1,
        }
        async with self._database.reading() as driver:
            frames = [Frame(*row) for row in await driver.rows(MISSED, wanted)]
            ((forgotten,),) = await driver.rows(HORIZON, {})  # afterwards: what went meanwhile is noticed
        return None if after < int(forgotten) or len(frames) > MOST_MISSED else frames
