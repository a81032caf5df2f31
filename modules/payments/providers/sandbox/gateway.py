"""The sandbox as a gateway: in this process, on its own ledger, answering as the token says."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from modules.payments.domain.found import Found, Standing
from modules.payments.domain.gateway import Charge, Handle, Header, Notice, ProviderAway, ProviderRefused
from modules.payments.providers.sandbox.ledger import Row, SandboxLedger, SandboxPage
from modules.payments.providers.sandbox.letters import HEADER, Letter, read_letter
from modules.payments.providers.sandbox.tokens import FLAKY_TRIES, Token, outcome
from souk.kernel import Money

Act = Callable[[SandboxPage, Row], Awaitable[None]]


class Postman(Protocol):
    """Delivers letters, once their transaction has committed."""

    def soon(self, letter: Letter) -> None: ...

    async def deliver(self, due: Sequence[Letter]) -> None: ...


class SandboxGateway:
    """Never forgets a key, as a good provider."""

    name = "sandbox"

    def __init__(
        self, ledger: SandboxLedger, postman: Postman, keys: tuple[bytes, ...], slow_seconds: float
    ) -> None:
        self._ledger = ledger
        self._postman = postman
        self._keys = keys
        self._slow_seconds = slow_seconds

    async def charge(self, charge: Charge) -> Found:
        if charge.token == Token.FLAKY:
            await self._stumble(charge)
        found, letter = await self._charged(charge)
        if letter is not None:
            if charge.token == Token.WEBHOOK_FIRST:
                await self._postman.deliver([letter])
            else:
                self._postman.soon(letter)
            if charge.token == Token.TIMEOUT_AFTER_CHARGE:
                await asyncio.Event().wait()
            if charge.token == Token.SLOW:
                await asyncio.sleep(self._slow_seconds)
        return found

    async def find(self, handle: Handle) -> Found | None:
        async with self._ledger.opened() as page:
            row = await page.row(handle.payment_id)
            return None if row is None or row["standing"] == Standing.PENDING else await page.as_found(row)

    async def capture(self, handle: Handle, amount: Money, key: UUID) -> Found:
        async def take(page: SandboxPage, row: Row) -> None:
            if not await page.moved(key):
                if row["standing"] != Standing.AUTHORIZED:
                    raise ProviderRefused(f"already_{row['standing']}")
                await page.take(row, amount.minor, key)

        return await self._act("charge.captured", handle.payment_id, take)

    async def void(self, handle: Handle, key: UUID) -> Found:  # noqa: ARG002 - voiding twice is voiding once
        async def void(page: SandboxPage, row: Row) -> None:
            if row["standing"] in {Standing.CAPTURED, Standing.FAILED}:
                raise ProviderRefused(f"already_{row['standing']}")
            await page.change(row, standing=Standing.VOIDED)

        return await self._act("charge.voided", handle.payment_id, void)

    async def refund(self, handle: Handle, amount: Money, refund_id: UUID) -> Found:
        async def give_back(page: SandboxPage, row: Row) -> None:
            if not await page.moved(refund_id):
                left = row["captured_minor"] - await page.refunded(row)
                if row["currency"] != amount.currency or amount.minor > left:
                    raise ProviderRefused("amount_too_large")
                await page.move(row, "refund", amount.minor, refund_id)

        return await self._act("charge.refunded", handle.payment_id, give_back)

    async def notice(self, body: bytes, header: Header, now: datetime) -> Notice:
        return read_letter(body, header(HEADER), self._keys, now)

    async def resting_until(self) -> datetime | None:
        return None

    async def changed(self, since: datetime, until: datetime) -> AsyncIterator[Found]:
        async with self._ledger.opened() as page:
            found = await page.made_between(since, until)
        for each in found:
            yield each

    async def confirm(self, payment_id: UUID, *, agrees: bool) -> bool:
        """Act as the customer at the bank's page; false if nothing waits for them there."""

        async def decide(page: SandboxPage, row: Row) -> None:
            if row["standing"] != Standing.ACTION_REQUIRED:
                raise ProviderRefused("nothing_to_confirm")
            if not agrees:
                await page.change(row, standing=Standing.FAILED, failure="authentication_failed")
            elif row["takes"]:
                await page.take(row, row["amount_minor"], payment_id)
            else:
                await page.change(row, standing=Standing.AUTHORIZED)

        try:
            await self._act("charge.confirmed", payment_id, decide)
        except ProviderRefused:
            return False
        return True

    async def close(self) -> None:
        await self._ledger.close()

    async def _charged(self, charge: Charge) -> tuple[Found, Letter | None]:
        """Write the charge once; whoever repeats it gets the first answer again, and no second letter."""
        standing, failure = outcome(charge.token, takes=charge.takes)
        captured = charge.amount.minor if standing is Standing.CAPTURED else 0
        copies = 2 if charge.token == Token.WEBHOOK_TWICE else 1
        made = await self._ledger.charge(charge, standing, failure, captured, copies=copies)
        if made is not None:
            return made
        async with self._ledger.opened() as page:
            row = await page.row(charge.payment_id)
            if row is None:
                raise ProviderAway
            if row["standing"] != Standing.PENDING:
                return await page.as_found(row), None
            await page.change(row, standing=standing, failure=failure, captured_minor=captured)
            row = await page.row(charge.payment_id) or row
            if captured:
                await page.move(row, "capture", captured, charge.payment_id)
            return await page.as_found(row), await page.write(f"charge.{standing}", row, copies=copies)

    async def _stumble(self, charge: Charge) -> None:
        """Be away for the first tries, counted over all processes."""
        async with self._ledger.opened() as page:
            await page.open(charge, Standing.PENDING)
            row = await page.row(charge.payment_id)
            stumbles = row is not None and row["tries"] < FLAKY_TRIES
            if row is not None and stumbles:
                await page.change(row, tries=row["tries"] + 1)
        if stumbles:
            raise ProviderAway

    async def _act(self, kind: str, payment_id: UUID, act: Act) -> Found:
        async with self._ledger.opened() as page:
            row = await page.row(payment_id)
            if row is None:
                raise ProviderRefused("unknown_payment")
            await act(page, row)
            row = await page.row(payment_id) or row
            letter, found = await page.write(kind, row), await page.as_found(row)
        self._postman.soon(letter)
        return found
