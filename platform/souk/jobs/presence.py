"""That a worker lives, said a few times in each lease; and what it hears in return of its jobs."""

import os
import socket
from collections.abc import Sequence
from uuid import UUID

from souk.jobs.ledger import Ledger
from souk.jobs.runner import Runner

BEATS = 6  # in a lease: so many must be missed to be taken for dead

ALIVE = """
    INSERT INTO souk.job_worker (id, name, queues, slots, alive_until)
    VALUES (:id, :name, :queues, :slots, clock_timestamp() + make_interval(secs => :lease))
    ON CONFLICT (id) DO UPDATE SET alive_until = excluded.alive_until
"""
LEAVE = "DELETE FROM souk.job_worker WHERE id = :id"
GONE = """
    SELECT mine.id FROM unnest(CAST(:ids AS uuid[]), CAST(:attempts AS integer[])) AS mine (id, attempt)
    WHERE NOT EXISTS (
        SELECT FROM souk.job WHERE job.id = mine.id AND job.attempt = mine.attempt AND state = 'running'
    )
"""
PROGRESS = """
    UPDATE souk.job SET progress = told.done, progress_of = told.total
    FROM unnest(
        CAST(:ids AS uuid[]), CAST(:attempts AS integer[]), CAST(:done AS bigint[]), CAST(:total AS bigint[])
    ) AS told (id, attempt, done, total)
    WHERE job.id = told.id AND job.attempt = told.attempt AND state = 'running'
"""
FORGOTTEN = """
    SELECT souk.end_attempt(id, attempt, 'stopped', 'its end could not be written', clock_timestamp(), false)
    FROM souk.job WHERE state = 'running' AND worker = :id AND id <> ALL(CAST(:running AS uuid[]))
        AND started_at < clock_timestamp() - interval '5 seconds'
"""


class Presence:
    """The worker's row. Who lets it run out is taken for dead, and its jobs are given to others."""

    def __init__(
        self, ledger: Ledger, id: UUID, runner: Runner, *, queues: Sequence[str], slots: int, lease: float
    ) -> None:
        self._ledger = ledger
        self._id = id
        self._runner = runner
        self._queues = list(queues)
        self._slots = slots
        self._lease = lease
        self._name = f"{socket.gethostname()}:{os.getpid()}"

    async def beat(self) -> float:
        """Say that we live, keep the progress of our jobs, and stop those that are no longer ours."""
        await self._ledger.send(
            ALIVE, id=self._id, name=self._name, queues=self._queues, slots=self._slots, lease=self._lease
        )
        await self._tell_progress()
        await self._stop_what_is_gone()
        return self._lease / BEATS

    async def leave(self) -> None:
        """Go without being missed."""
        await self._ledger.send(LEAVE, id=self._id)

    async def _tell_progress(self) -> None:
        told = [
            (running.job, steps) for running in self._runner.running if (steps := running.progress.news())
        ]
        if told:
            await self._ledger.send(
                PROGRESS,
                ids=[job.id for job, _ in told],
                attempts=[job.attempt for job, _ in told],
                done=[steps.done for _, steps in told],
                total=[steps.total for _, steps in told],
            )

    async def _stop_what_is_gone(self) -> None:
        running = {run.job.id: run for run in self._runner.running}
        await self._ledger.rows(FORGOTTEN, id=self._id, running=list(running))
        if not running:
            return
        rows = await self._ledger.rows(
            GONE, ids=list(running), attempts=[run.job.attempt for run in running.values()]
        )
        for row in rows:
            running[row["id"]].stop(by="staff")
