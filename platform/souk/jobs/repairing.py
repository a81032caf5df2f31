"""Finds what got lost: jobs of dead workers, hand-overs that never arrived; and throws away what is old."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import structlog

from souk.jobs.ledger import Ledger
from souk.jobs.metrics import DEPTH, OLDEST
from souk.jobs.record import HandedOver, Record
from souk.jobs.transport import Transport

log = structlog.get_logger("souk.jobs")

EVERY = 2.0
KEPT = timedelta(days=14)
MOST = 1_000

BURY = """
    WITH dead AS (DELETE FROM souk.job_worker WHERE alive_until < clock_timestamp() - interval '1 minute')
    SELECT id, type, souk.end_attempt(id, attempt, 'lost', 'its worker died', NULL, false) AS state FROM (
        SELECT id, type, attempt FROM souk.job WHERE state = 'running' AND NOT EXISTS (
            SELECT FROM souk.job_worker AS w WHERE w.id = job.worker AND w.alive_until >= clock_timestamp()
        ) LIMIT :most FOR UPDATE SKIP LOCKED
    ) AS lost
"""
UNHEARD = """
    SELECT id, queue, attempt FROM souk.job
    WHERE state = 'handed_over' AND handed_over_at < clock_timestamp() - make_interval(secs => :seconds)
    ORDER BY handed_over_at LIMIT :most
"""
# Ids are made in order of time, so that this reads the oldest end of the primary key and nothing else.
THROW_AWAY = """
    DELETE FROM souk.job WHERE id IN (
        SELECT id FROM souk.job WHERE id < :oldest AND state IN ('done', 'cancelled') ORDER BY id LIMIT :most
    )
"""
DEPTHS = """
    SELECT queue, 'waiting' AS state, count(*) AS jobs, extract(epoch FROM now() - min(due_at)) AS oldest
        FROM souk.job WHERE state = 'waiting' GROUP BY queue
    UNION ALL
    SELECT queue, 'handed_over', count(*), 0 FROM souk.job WHERE state = 'handed_over' GROUP BY queue
    UNION ALL
    SELECT queue, 'running', count(*), 0 FROM souk.job WHERE state = 'running' GROUP BY queue
    UNION ALL
    SELECT queue, 'failed', count(*), 0 FROM souk.job WHERE state = 'failed' GROUP BY queue
"""


class Repairing:
    """Every worker does it; what one repairs, the others find repaired."""

    def __init__(self, ledger: Ledger, record: Record, transport: Transport, every: float) -> None:
        """Look that often, for hand-overs of which nothing was heard for that long."""
        self._ledger = ledger
        self._every = every
        self._record = record
        self._transport = transport

    async def step(self) -> float:
        await self.take_from_the_dead()
        await self.hand_over_again()
        return self._every

    async def take_from_the_dead(self) -> None:
        """Count the attempt that a dead worker left behind, and let the job be done again."""
        for row in await self._ledger.rows(BURY, most=MOST):
            log.warning("job lost with its worker", job=str(row["id"]), type=row["type"], state=row["state"])

    async def hand_over_again(self) -> int:
        """Take back the hand-overs that Valkey knows nothing of; return how many."""
        rows = await self._ledger.rows(UNHEARD, seconds=self._every, most=MOST)
        if not rows:
            return 0
        unheard = [HandedOver(id=row["id"], queue=row["queue"], attempt=row["attempt"]) for row in rows]
        lost = await asyncio.to_thread(self._transport.lost, unheard)
        if lost:
            log.warning("hand-overs lost on the way", jobs=len(lost))
            await self._record.take_back(lost)
        return len(lost)

    async def throw_away(self) -> float:
        """Delete what was done or cancelled weeks ago, a little at a time; failed jobs stay for somebody."""
        oldest = first_id_of(datetime.now(UTC) - KEPT)
        gone = await self._ledger.send(THROW_AWAY, oldest=oldest, most=MOST)
        return EVERY if gone == MOST else 600.0

    async def measure(self) -> float:
        rows = await self._ledger.rows(DEPTHS)
        DEPTH.clear()
        OLDEST.clear()
        for row in rows:
            DEPTH.labels(row["queue"], row["state"]).set(row["jobs"])
            if row["state"] == "waiting":
                OLDEST.labels(row["queue"]).set(max(0.0, float(row["oldest"])))
        return 15.0


def first_id_of(moment: datetime) -> UUID:
    """Return the id that sorts before all that were made from that moment on."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)
