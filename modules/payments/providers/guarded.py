"""A gateway behind a guard: a slow provider gets its share and no more, one that is away a rest."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from modules.payments.domain.found import Found
from modules.payments.domain.gateway import (
    Charge,
    Gateway,
    Handle,
    Header,
    Notice,
    OutcomeUnknown,
    ProviderAway,
    ProviderResting,
)
from souk.kernel import Money
from souk.resilience import Circuits, Guard, Limits, Resting

T = TypeVar("T")


class GuardedGateway:
    """The same port: what the guard says is translated into what the port promises."""

    def __init__(self, inner: Gateway, limits: Limits, circuits: Circuits) -> None:
        self._inner = inner
        self._guard = Guard(
            inner.name, limits, circuits, harmless=(ProviderAway,), doubtful=(OutcomeUnknown,)
        )

    @property
    def name(self) -> str:
        return self._inner.name

    async def charge(self, charge: Charge) -> Found:
        return await self._call(lambda: self._inner.charge(charge))

    async def find(self, handle: Handle) -> Found | None:
        return await self._call(lambda: self._inner.find(handle))

    async def capture(self, handle: Handle, amount: Money, key: UUID) -> Found:
        return await self._call(lambda: self._inner.capture(handle, amount, key))

    async def void(self, handle: Handle, key: UUID) -> Found:
        return await self._call(lambda: self._inner.void(handle, key))

    async def refund(self, handle: Handle, amount: Money, refund_id: UUID) -> Found:
        return await self._call(lambda: self._inner.refund(handle, amount, refund_id))

    async def notice(self, body: bytes, header: Header, now: datetime) -> Notice:
        return await self._inner.notice(body, header, now)

    def changed(self, since: datetime, until: datetime) -> AsyncIterator[Found]:
        return self._inner.changed(since, until)

    async def resting_until(self) -> datetime | None:
        return await self._guard.resting_until()

    async def close(self) -> None:
        await self._inner.close()

    async def check(self) -> None:
        """Raise while the provider is left alone: payments is degraded then."""
        until = await self.resting_until()
        if until is not None:
            raise ProviderResting(until)

    async def _call(self, function: Callable[[], Awaitable[T]]) -> T:
        try:
            return await self._guard.call(function)
        except Resting as resting:
            raise ProviderResting(resting.until) from None
        except TimeoutError:
            raise OutcomeUnknown from None
