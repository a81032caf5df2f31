"""The life of a job in its record: waiting, handed over, running, done; or what became of it instead."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from souk.jobs.grouping import Grouped
from souk.jobs.ledger import Ledger
from souk.kernel import Value
from souk.messages import Context

HAND_OVER = """
    WITH picked AS (
        SELECT due.id FROM unnest(CAST(:queues AS text[]), CAST(:rooms AS integer[])) AS q (queue, room)
        CROSS JOIN LATERAL (
            SELECT d.id FROM generate_series(0, 9) AS p CROSS JOIN LATERAL (
                SELECT id FROM souk.job
                WHERE state = 'waiting' AND queue = q.queue AND priority = p AND due_at <= now()
                    AND type = ANY(:types)
                ORDER BY due_at LIMIT q.room FOR UPDATE SKIP LOCKED
            ) AS d LIMIT q.room
        ) AS due
    )
    UPDATE souk.job SET state = 'handed_over', handed_over_at = clock_timestamp()
    FROM picked WHERE job.id = picked.id
    RETURNING job.id, queue, attempt, priority, due_at
"""
ROOM = """
    SELECT q.queue, (
        SELECT coalesce(sum(slots), 0) * :ahead FROM souk.job_worker
        WHERE q.queue = ANY(queues) AND alive_until > clock_timestamp()
    ) - (
        SELECT count(*) FROM souk.job WHERE job.queue = q.queue AND state = 'handed_over'
    ) AS room
    FROM unnest(CAST(:queues AS text[])) AS q (queue)
"""
SOONEST = """
    SELECT extract(epoch FROM min(next.due_at) - now()) AS seconds
    FROM unnest(CAST(:queues AS text[])) AS q (queue), generate_series(0, 9) AS p CROSS JOIN LATERAL (
        SELECT due_at FROM souk.job
        WHERE state = 'waiting' AND queue = q.queue AND priority = p AND due_at > now()
        ORDER BY due_at LIMIT 1
    ) AS next
"""
TAKE_BACK = """
    UPDATE souk.job SET state = 'waiting'
    FROM unnest(CAST(:ids AS uuid[]), CAST(:attempts AS integer[])) AS lost (id, attempt)
    WHERE job.id = lost.id AND job.attempt = lost.attempt AND state = 'handed_over'
"""
START = """
    UPDATE souk.job SET state = 'running', attempt = job.attempt + 1, started_at = clock_timestamp(),
        worker = :worker, progress = 0, progress_of = 0
    FROM unnest(CAST(:ids AS uuid[]), CAST(:attempts AS integer[])) AS come (id, attempt)
    WHERE job.id = come.id AND job.attempt = come.attempt AND state = 'handed_over'
    RETURNING job.id, job.attempt, type, arguments, context, seconds
"""
FINISH = """
    UPDATE souk.job SET state = 'done', finished_at = clock_timestamp(), reason = '',
        progress = ended.done, progress_of = ended.total
    FROM unnest(
        CAST(:ids AS uuid[]), CAST(:attempts AS integer[]), CAST(:done AS bigint[]), CAST(:total AS bigint[])
    ) AS ended (id, attempt, done, total)
    WHERE job.id = ended.id AND job.attempt = ended.attempt AND state = 'running'
    RETURNING job.id
"""
END = """
    SELECT souk.end_attempt(:id, :attempt, :outcome, :reason,
        coalesce(CAST(:at AS timestamptz), clock_timestamp() + make_interval(secs => :wait)), :for_good
    ) AS state
"""

AHEAD = 4  # for each slot, how many jobs lie ready in Valkey; the others keep their order and place here


class HandedOver(Value):
    """A job on its way, and how often it was started before."""

    id: UUID
    queue: str
    attempt: int


class Started(Value):
    """A job that is ours to do, with the attempt that makes it ours."""

    id: UUID
    attempt: int
    type: str
    arguments: dict[str, object]
    context: Context
    seconds: float


class Finished(Value):
    """An attempt that did well without a transaction, and the progress that it last reported."""

    id: UUID
    attempt: int
    done: int
    total: int


class Record:
    """Each change is fenced: it happens from the state and the attempt that its author saw, or not at all."""

    def __init__(self, ledger: Ledger, worker: UUID) -> None:
        self._ledger = ledger
        self._worker = worker
        self.start = Grouped(self._start)
        """Make a handed-over job ours: one commit for all that come in the same moment. None: not ours."""
        self.finish = Grouped(self._finish)
        """Close a running job of ours that opened no transaction; False: it is no longer ours."""

    async def room(self, queues: Sequence[str]) -> dict[str, int]:
        """Return for each queue how many jobs the live workers would like to have nearer."""
        rows = await self._ledger.rows(ROOM, queues=list(queues), ahead=AHEAD)
        return {row["queue"]: int(row["room"]) for row in rows}

    async def hand_over(self, room: dict[str, int], types: Sequence[str]) -> list[HandedOver]:
        """Pick what is due, the most urgent first, and mark it; nobody else picks the same."""
        rows = await self._ledger.rows(
            HAND_OVER, queues=list(room), rooms=list(room.values()), types=list(types)
        )
        in_order = sorted(rows, key=lambda row: (row["priority"], row["due_at"]))
        return [HandedOver(id=row["id"], queue=row["queue"], attempt=row["attempt"]) for row in in_order]

    async def soonest(self, queues: Sequence[str]) -> float | None:
        """Return in how many seconds the next job is due; None if none waits."""
        (row,) = await self._ledger.rows(SOONEST, queues=list(queues))
        return None if row["seconds"] is None else float(row["seconds"])

    async def take_back(self, jobs: Sequence[HandedOver]) -> int:
        """Let them wait again: they did not arrive."""
        return await self._ledger.send(
            TAKE_BACK, ids=[job.id for job in jobs], attempts=[job.attempt for job in jobs]
        )

    async def end(
        self,
        id: UUID,
        attempt: int,
        outcome: str,
        reason: str,
        *,
        at: datetime | None = None,
        wait: float | None = None,
        for_good: bool = False,
    ) -> str | None:
        """Close an attempt that did not end well; return the job's state now, None if it was not ours."""
        (row,) = await self._ledger.rows(
            END, id=id, attempt=attempt, outcome=outcome, reason=reason, at=at, wait=wait, for_good=for_good
        )
        state: str | None = row["state"]
        return state

    async def _start(self, come: Sequence[tuple[UUID, int]]) -> list[Started | None]:
        rows = await self._ledger.rows(
            START, ids=[id for id, _ in come], attempts=[attempt for _, attempt in come], worker=self._worker
        )
        ours = {row["id"]: msgspec.convert(dict(row), Started) for row in rows}
        return [ours.pop(id, None) for id, _ in come]

    async def _finish(self, ended: Sequence[Finished]) -> list[bool]:
        rows = await self._ledger.rows(
            FINISH,
            ids=[job.id for job in ended],
            attempts=[job.attempt for job in ended],
            done=[job.done for job in ended],
            total=[job.total for job in ended],
        )
        closed = {row["id"] for row in rows}
        return [job.id in closed for job in ended]
