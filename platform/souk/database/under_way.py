"""What is under way in a transaction, in whosever name."""

from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from souk.outbox.outbox import Outbox
from souk.outbox.telling import NoticeRecord


class Sessions(Protocol):
    """Opens a session when the first statement comes."""

    def __call__(self) -> AsyncSession: ...


class Beginning(Protocol):
    """The first statement of a transaction, whenever that comes; raising ends it without effect."""

    async def __call__(self, session: AsyncSession) -> None: ...


class UnderWay:
    """What all views of one transaction have in common: its session, and what goes with its commit."""

    def __init__(self, sessions: Sessions, begins: Beginning | None) -> None:
        self.sessions = sessions
        self.begins = begins
        self.session: AsyncSession | None = None
        self.outbox: Outbox | None = None
        self.notices: list[NoticeRecord] = []
