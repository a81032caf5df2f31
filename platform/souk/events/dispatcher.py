"""Delivers events one after the other: the plain dispatcher, in this process, polling and hinted."""

from typing import Any

import msgspec
import structlog
from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from souk.database.addresses import DISPATCHER, role_address
from souk.database.transactions import committing
from souk.messages import Context, Event
from souk.modules import Registry
from souk.outbox.alarm import Alarm
from souk.outbox.hint import Hint
from souk.pipeline import Switchboard

log = structlog.get_logger("souk.events")

POLL_SECONDS = 1.0
BATCH = 50

DUE = text("""
    SELECT d.subscriber, d.position, d.attempts, e.id, e.type, e.payload, e.context
    FROM souk.delivery d JOIN souk.event e USING (position)
    WHERE d.not_before <= clock_timestamp() AND d.subscriber = ANY(:subscribers)
    ORDER BY d.position LIMIT :batch
""")
SUBSCRIBE = text("""
    INSERT INTO souk.subscription (subscriber, type, module) VALUES (:subscriber, :type, :module)
    ON CONFLICT DO NOTHING
""")
COUNT = text("""
    UPDATE souk.delivery SET attempts = attempts + 1,
        not_before = clock_timestamp() + make_interval(secs => least(300, power(2, attempts)))
    WHERE subscriber = :subscriber AND position = :position
""")
EXPLAIN = text(
    "UPDATE souk.delivery SET reason = :reason WHERE subscriber = :subscriber AND position = :position"
)
TAKE = text("SELECT souk.take_delivery(:subscriber, :position)")


class TakenByAnother(Exception):
    """The delivery is no longer there: somebody else has had the effect."""


class Taking:
    """Takes the delivery at the transaction's first statement, so that a subscriber may ask others before."""

    def __init__(self, row: RowMapping) -> None:
        self._which = {"subscriber": row["subscriber"], "position": row["position"]}

    async def __call__(self, session: AsyncSession) -> None:
        if not await session.scalar(TAKE, self._which):
            raise TakenByAnother


class Dispatcher:
    """Takes what is due in order of its position. The handler's transaction takes the delivery first."""

    def __init__(
        self, registry: Registry, switchboard: Switchboard, hint: Hint, url: str, secret: str
    ) -> None:
        self._registry = registry
        self._switchboard = switchboard
        self._hint = hint
        self._alarm = Alarm()
        hint.listen(lambda _: self._alarm.set())
        self._engine: AsyncEngine = create_async_engine(
            role_address(url, DISPATCHER, secret), pool_size=2, isolation_level="AUTOCOMMIT"
        )

    async def subscribe(self) -> None:
        """Make the subscriptions known, so that events written from now on are fanned out to them."""
        rows = [
            {"subscriber": name, "type": heard.event.wire, "module": module.name}
            for name, (module, heard) in self._registry.hearings.items()
        ]
        if rows:
            async with self._engine.connect() as connection:
                await connection.execute(SUBSCRIBE, rows)

    async def run(self) -> None:
        """Deliver until cancelled; a database that is away is waited for."""
        while True:
            try:
                delivered = await self.deliver_due()
            except Exception as error:
                log.warning("dispatching failed", exc_info=error)
                delivered = 0
            if delivered < BATCH:
                await self._alarm.wait(POLL_SECONDS)

    async def deliver_due(self) -> int:
        """Deliver one batch and return how many deliveries were due."""
        subscribers = list(self._registry.hearings)
        async with self._engine.connect() as connection:
            rows = (
                (await connection.execute(DUE, {"subscribers": subscribers, "batch": BATCH})).mappings().all()
            )
            for row in rows:
                await connection.execute(COUNT, dict(row))
                try:
                    await self._deliver(row)
                except Exception as error:
                    log.warning(
                        "delivery failed", subscriber=row["subscriber"], event=str(row["id"]), exc_info=error
                    )
                    await connection.execute(EXPLAIN, {**row, "reason": f"{type(error).__name__}: {error}"})
        return len(rows)

    async def close(self) -> None:
        await self._engine.dispose()

    async def _deliver(self, row: RowMapping) -> None:
        module, heard = self._registry.hearings[row["subscriber"]]
        event: Event = msgspec.convert(row["payload"], heard.event)
        context = msgspec.convert(row["context"], Context)
        inner: dict[str, Any] = {"caller": module.name, "reason": row["type"], "causation": row["id"]}
        transaction = self._switchboard.transaction(
            module.name, msgspec.structs.replace(context, **inner), begins=Taking(row)
        )
        try:
            async with committing(transaction) as tx:
                await heard.function(tx, event)
        except TakenByAnother:
            return
        if transaction.announced:
            self._hint.wake(transaction.announced)
