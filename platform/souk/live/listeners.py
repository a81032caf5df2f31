"""One open stream: who listens, and what waits to be sent; never more than a little."""

import asyncio
from collections.abc import Sequence

from souk.live.endings import Ending
from souk.live.frames import Frame
from souk.messages import Actor

MOST = 128
LARGEST = 65_536


class Listener:
    """A mailbox between the feed, which never waits, and the writer of one stream, which may have to.

    When it is full its reader is too slow: the stream ends, and what waited is let go. The client comes back
    with the id that it saw last.
    """

    __slots__ = ("__weakref__", "_missed", "_size", "_waiting", "_woken", "actor", "after", "ending", "token")

    def __init__(self, actor: Actor, token: str) -> None:
        self.actor = actor
        self.token = token
        self.after = 0
        """The id up to which everything for this client has been taken."""
        self.ending: Ending | None = None
        self._missed: Sequence[Frame] = ()
        self._waiting: list[Frame] = []
        self._size = 0
        self._woken = asyncio.Event()

    @property
    def is_behind(self) -> bool:
        """Whether something waits to be taken."""
        return bool(self._missed or self._waiting)

    def has_ended(self) -> bool:
        return self.ending is not None

    def offer(self, frame: Frame) -> None:
        if self.ending is not None:
            return
        if len(self._waiting) >= MOST or self._size + frame.size > LARGEST:
            self.end(Ending.SLOW)
            return
        self._waiting.append(frame)
        self._size += frame.size
        self._woken.set()

    def end(self, ending: Ending) -> None:
        """Let the writer say goodbye; what still waits is not sent."""
        if self.ending is None:
            self.ending = ending
            self._missed = ()
            self._waiting = []
            self._woken.set()

    def begin(self, position: int, missed: Sequence[Frame]) -> None:
        """Go on from that position, after what was missed before it; nothing is sent twice."""
        if self.ending is None:
            self.after = position
            self._missed = missed
            self._waiting = [frame for frame in self._waiting if frame.id > position]

    async def take(self, patience: float) -> Sequence[Frame]:
        """Return what there is, all at once; nothing when it stays quiet for so long, or is to end."""
        if self._missed:
            missed, self._missed = self._missed, ()
            return missed
        if not self._waiting and self.ending is None:
            self._woken.clear()
            try:
                async with asyncio.timeout(patience):
                    await self._woken.wait()
            except TimeoutError:
                return ()
        taken, self._waiting, self._size = self._waiting, [], 0
        if taken:
            self.after = taken[-1].id
        return taken
