"""The fence of a job's transaction: its first statement asks whether the job is still ours."""

from uuid import UUID

from sqlalchemy import Connection, event, text
from sqlalchemy.ext.asyncio import AsyncSession

from souk.database.transactions import Transaction
from souk.database.under_way import Sessions
from souk.jobs.failures import Overtaken

HOLDS = text("SELECT souk.holds_job(:id, :attempt)")
FINISH = text("SELECT souk.finish_job(:id, :attempt, :done, :total)")


def fenced(sessions: Sessions, id: UUID, attempt: int) -> Sessions:
    """Return sessions that raise Overtaken where the first statement of a late one would be."""

    def look(_session: object, _transaction: object, connection: Connection) -> None:
        if not connection.scalar(HOLDS, {"id": id, "attempt": attempt}):
            raise Overtaken

    def opened() -> AsyncSession:
        session = sessions()
        event.listen(session.sync_session, "after_begin", look)
        return session

    return opened


async def finish_in(tx: Transaction, id: UUID, attempt: int, done: int, total: int) -> None:
    """Mark the job done with the commit of its work; Overtaken, which undoes it, if the job is not ours."""
    parameters = {"id": id, "attempt": attempt, "done": done, "total": total}
    if not await tx.scalar(FINISH, parameters):
        raise Overtaken
