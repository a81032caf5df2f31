"""The sandbox's ledger, in transactions of its own: what happened in it stays, whoever dies meanwhile."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, func, insert, select, text, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.ext.asyncio import AsyncConnection

from modules.payments.domain.found import Found, FoundRefund, RefundStanding, Standing
from modules.payments.domain.gateway import Charge, OutcomeUnknown, ProviderAway, ProviderRefused
from modules.payments.providers.sandbox.letters import Letter, letter_about
from modules.payments.providers.sandbox.pool import SandboxPool
from modules.payments.tables import charges, letters, movements
from souk.database.failures import is_undone, unavailable
from souk.kernel import Clock, Money, new_id

Row = RowMapping

CHARGE = text("""
    WITH charge AS (
        INSERT INTO payments.sandbox_charge (id, payment_id, token, takes, standing, currency,
            amount_minor, captured_minor, failure, tries, made_at)
        VALUES (:id, :payment_id, :token, :takes, :standing, :currency,
            :amount_minor, :captured_minor, :failure, 0, :now)
        ON CONFLICT (payment_id) DO NOTHING RETURNING *
    ), movement AS (
        INSERT INTO payments.sandbox_movement (charge_id, kind, currency, amount_minor, key, made_at)
        SELECT id, 'capture', currency, captured_minor, payment_id, made_at FROM charge
        WHERE captured_minor > 0
    ), letter AS (
        INSERT INTO payments.sandbox_letter (id, body, copies, tries, written_at, next_at)
        SELECT :letter, :body, :copies, 0, made_at, made_at FROM charge
    )
    SELECT * FROM charge
""")


class SandboxLedger:
    """Charges and movements. Each change writes the letter that tells of it in the same transaction."""

    def __init__(self, pool: SandboxPool, clock: Clock, action_url: str) -> None:
        self._pool = pool
        self._clock = clock
        self._action_url = action_url

    @asynccontextmanager
    async def opened(self) -> AsyncIterator["SandboxPage"]:
        """Commit at the end. Without its database it is away; if that goes with the commit, nobody knows."""
        trouble: type[Exception] = ProviderAway
        try:
            async with self._pool.engine.begin() as connection:
                yield SandboxPage(connection, self._clock.now(), self._action_url)
                trouble = OutcomeUnknown  # all that is left is the commit
        except (DBAPIError, NoConnection) as error:
            if unavailable(error) is None:
                raise
            raise trouble from error

    async def charge(
        self, charge: Charge, standing: Standing, failure: str, captured: int, *, copies: int
    ) -> tuple[Found, Letter] | None:
        """Write a charge with its movement and its letter, in one statement that is a transaction.

        None if the payment has a charge already.
        """
        trouble: type[Exception] = ProviderAway
        try:
            async with self._pool.at_once() as connection:
                trouble = OutcomeUnknown  # it commits by itself, unless the database says that it did not
                page = SandboxPage(connection, self._clock.now(), self._action_url)
                return await page.charge(charge, standing, failure, captured, copies=copies)
        except (DBAPIError, NoConnection) as error:
            if unavailable(error) is None:
                raise
            raise (ProviderAway if is_undone(error) else trouble) from error

    async def close(self) -> None:
        await self._pool.close()


class SandboxPage:
    """One transaction of the ledger."""

    def __init__(self, connection: AsyncConnection, now: datetime, action_url: str) -> None:
        self._connection = connection
        self._now = now
        self._action_url = action_url

    async def open(self, charge: Charge, standing: Standing) -> None:
        """Write a charge of which nothing is taken yet, once for each payment."""
        statement = (
            postgresql.insert(charges)
            .values(
                id=f"sbx_{new_id().hex}",
                payment_id=charge.payment_id,
                token=charge.token,
                takes=charge.takes,
                standing=standing,
                currency=charge.amount.currency,
                amount_minor=charge.amount.minor,
                captured_minor=0,
                failure="",
                tries=0,
                made_at=self._now,
            )
            .on_conflict_do_nothing(index_elements=["payment_id"])
        )
        await self._connection.execute(statement)

    async def charge(
        self, charge: Charge, standing: Standing, failure: str, captured: int, *, copies: int
    ) -> tuple[Found, Letter] | None:
        """Write a charge with its movement and its letter at once; None if the payment has one already."""
        id = f"sbx_{new_id().hex}"
        letter = letter_about(f"charge.{standing}", charge.payment_id, id, copies)
        values = {
            "id": id,
            "payment_id": charge.payment_id,
            "token": charge.token,
            "takes": charge.takes,
            "standing": standing.value,
            "currency": charge.amount.currency,
            "amount_minor": charge.amount.minor,
            "captured_minor": captured,
            "failure": failure,
            "now": self._now,
            "letter": letter.id,
            "body": letter.body,
            "copies": copies,
        }
        made = (await self._connection.execute(CHARGE, values)).mappings().one_or_none()
        return None if made is None else (self._told(made, ()), letter)

    async def row(self, payment_id: UUID) -> Row | None:
        """Return the charge, locked until the end."""
        found = select(charges).where(charges.c.payment_id == payment_id).with_for_update()
        return (await self._connection.execute(found)).mappings().one_or_none()

    async def change(self, row: Row, **values: Any) -> None:
        await self._connection.execute(update(charges).where(charges.c.id == row["id"]).values(**values))

    async def moved(self, key: UUID) -> bool:
        """Whether the movement with this key was made before."""
        found = select(movements.c.id).where(movements.c.key == key)
        return (await self._connection.execute(found)).first() is not None

    async def move(self, row: Row, kind: str, minor: int, key: UUID) -> None:
        await self._connection.execute(
            insert(movements).values(
                charge_id=row["id"],
                kind=kind,
                currency=row["currency"],
                amount_minor=minor,
                key=key,
                made_at=self._now,
            )
        )

    async def take(self, row: Row, minor: int, key: UUID) -> None:
        """Capture so much of what is authorized, and let the rest go."""
        if not 0 < minor <= row["amount_minor"]:
            raise ProviderRefused("amount_too_large")
        await self.move(row, "capture", minor, key)
        await self.change(row, standing=Standing.CAPTURED, captured_minor=minor)

    async def refunded(self, row: Row) -> int:
        total = select(func.coalesce(func.sum(movements.c.amount_minor), 0)).where(
            movements.c.charge_id == row["id"], movements.c.kind == "refund"
        )
        return int(await self._connection.scalar(total) or 0)

    async def as_found(self, row: Row) -> Found:
        """Return the whole state, as a provider would tell it."""
        captured = row["standing"] == Standing.CAPTURED
        return self._told(row, await self._refunds(row) if captured else ())

    def _told(self, row: Row, refunds: Sequence[Row]) -> Found:
        currency = row["currency"]
        standing = Standing(row["standing"])
        secured = standing in {Standing.AUTHORIZED, Standing.CAPTURED}
        waits = standing is Standing.ACTION_REQUIRED
        return Found(
            payment_id=row["payment_id"],
            reference=row["id"],
            standing=standing,
            authorized=Money(minor=row["amount_minor"] if secured else 0, currency=currency),
            captured=Money(minor=row["captured_minor"], currency=currency),
            failure=row["failure"],
            action_url=f"{self._action_url}/{row['payment_id']}" if waits else "",
            refunds=tuple(
                FoundRefund(
                    reference=f"sbr_{refund['key'].hex}",
                    refund_id=refund["key"],
                    amount=Money(minor=refund["amount_minor"], currency=currency),
                    standing=RefundStanding.SUCCEEDED,
                )
                for refund in refunds
            ),
        )

    async def _refunds(self, row: Row) -> Sequence[Row]:
        given = select(movements).where(movements.c.charge_id == row["id"], movements.c.kind == "refund")
        return (await self._connection.execute(given.order_by(movements.c.id))).mappings().all()

    async def write(self, kind: str, row: Row, *, copies: int = 1) -> Letter:
        """Write a letter about the charge; it is delivered after the commit."""
        letter = letter_about(kind, row["payment_id"], row["id"], copies)
        await self._connection.execute(
            insert(letters).values(
                id=letter.id,
                body=letter.body,
                copies=copies,
                tries=0,
                written_at=self._now,
                next_at=self._now,
            )
        )
        return letter

    async def made_between(self, since: datetime, until: datetime) -> list[Found]:
        rows = select(charges).where(charges.c.made_at >= since, charges.c.made_at < until)
        found = (await self._connection.execute(rows.order_by(charges.c.made_at))).mappings().all()
        return [await self.as_found(row) for row in found]
