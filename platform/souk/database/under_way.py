"""What is under way in a transaction, in whosever name."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from souk.database.driving import Driver, Rows, Speaking, Statement, driver_of
from souk.database.lending import Borrowed, to_the_end
from souk.database.watching import Watch
from souk.outbox.outbox import Outbox
from souk.outbox.telling import NoticeRecord

Borrow = Callable[[], Awaitable[Borrowed]]


class AlreadyDurable(RuntimeError):
    """More was to happen in a transaction whose one statement has been said `at_once`."""


class Sessions(Protocol):
    """Opens a session when the first statement comes."""

    def __call__(self) -> AsyncSession: ...


class Beginning(Protocol):
    """The first statement of a transaction, whenever that comes; raising ends it without effect."""

    async def __call__(self, driver: Speaking) -> None: ...


class UnderWay:
    """What all views of one transaction have in common: its connection, and what goes with its commit.

    The connection is borrowed bare, and a session goes on where the driver is; only one that is handed
    something to add before the first statement opens its own.
    """

    def __init__(
        self, sessions: Sessions, borrow: Borrow | None, begins: Beginning | None, watch: Watch
    ) -> None:
        """Without `borrow` there is always a session."""
        self.begins = begins
        self.outbox: Outbox | None = None
        self.notices: list[NoticeRecord] = []
        self.session: AsyncSession | None = None
        self.may_be_at_once = True
        self.is_over = False
        self._borrow = borrow
        self._borrowed: Borrowed | None = None
        self._driver: Driver | None = None
        self._sessions = sessions
        self._watch = watch

    @property
    def opened(self) -> bool:
        return self.session is not None or self._borrowed is not None

    def connected(self) -> AsyncSession:
        self.must_go_on()
        if self.session is None:
            self.session = self._sessions() if self._borrowed is None else self._borrowed.session()
        return self.session

    async def begun(self) -> AsyncSession:
        if self.begins is not None or (self.session is None and self._borrow is not None):
            await self.driver()
        return self.connected()

    async def driver(self) -> Driver:
        """Return what speaks to the database past the session, once the transaction has begun."""
        self.must_go_on()
        if self._driver is None:
            self._driver = await self._opened()
        if self.begins is not None:
            await self.begins(self._driver)
            self.begins = None
        return self._driver

    async def rows(
        self, statement: Statement, parameters: Mapping[str, Any], *, plan_anew: bool = False
    ) -> Rows:
        return await (await self.driver()).rows(statement, parameters, plan_anew=plan_anew)

    async def at_once(self, statement: Statement, parameters: Mapping[str, Any]) -> Rows:
        if not self.may_be_at_once or self._borrow is None or self.begins is not None:
            return await self.rows(statement, parameters)
        await self.driver()
        if self._borrowed is None or self._borrowed.in_transaction:
            return await self.rows(statement, parameters)
        found = await self._borrowed.at_once(statement, parameters)
        self.is_over = bool(found)
        return found

    def must_go_on(self) -> None:
        """Raise AlreadyDurable if nothing may be added any more."""
        if self.is_over:
            raise AlreadyDurable("nothing can follow what was said at once")

    async def flush(self) -> None:
        """Write what the session still holds back: what comes next is to be behind it."""
        session = self.session
        if session is not None and (session.new or session.dirty or session.deleted):
            await session.flush()

    async def commit(self) -> None:
        if self.session is not None:
            await self.session.commit()
        elif self._borrowed is not None:
            await self._borrowed.commit()

    @property
    def sends_a_commit(self) -> bool:
        if self._borrowed is not None:
            return self._borrowed.in_transaction
        return self.session is not None

    async def close(self, *, broken: bool) -> None:
        """Give the connection back; one that was interrupted in the middle is thrown away."""
        if self.session is not None:
            await to_the_end(self._close_both(self.session, broken=broken))
        elif self._borrowed is not None:
            await self._borrowed.give_back(broken=broken)

    async def _close_both(self, session: AsyncSession, *, broken: bool) -> None:
        try:
            await (session.invalidate() if broken else session.close())
        finally:
            if self._borrowed is not None:
                await self._borrowed.give_back(broken=broken)

    async def _opened(self) -> Driver:
        if self.session is None and self._borrow is not None:
            self._borrowed = await self._borrow()
            return self._borrowed
        return await driver_of(self.connected(), self._watch)
