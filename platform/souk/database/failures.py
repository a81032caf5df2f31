"""The driver's errors, translated once: what is unavailable, which constraint was violated."""

import psycopg
from sqlalchemy import exc

RETRY_AFTER_SECONDS = 2


class Unavailable(Exception):
    """The database cannot serve this now; asking again in a moment is right."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.retry_after = RETRY_AFTER_SECONDS


UNDONE = (
    psycopg.errors.QueryCanceled,
    psycopg.errors.LockNotAvailable,
    psycopg.errors.DiskFull,
    psycopg.errors.DeadlockDetected,
    psycopg.errors.SerializationFailure,
)
GONE = (
    *UNDONE,
    psycopg.errors.AdminShutdown,
    psycopg.errors.CannotConnectNow,
    psycopg.errors.TooManyConnections,
    psycopg.errors.IdleInTransactionSessionTimeout,
)


def violated_constraint(error: exc.IntegrityError) -> str:
    """Return the name of the constraint that said no."""
    original = error.orig
    return (original.diag.constraint_name or "") if isinstance(original, psycopg.Error) else ""


def said_by_driver(error: BaseException | None) -> psycopg.Error | None:
    """Return what the driver raised, be it bare or wrapped by SQLAlchemy."""
    said = error.orig if isinstance(error, exc.DBAPIError) else error
    return said if isinstance(said, psycopg.Error) else None


def is_undone(error: BaseException) -> bool:
    """Tell whether the database has said that a statement which commits by itself left nothing behind."""
    return isinstance(said_by_driver(error), UNDONE)


def unavailable(error: BaseException) -> Unavailable | None:
    """Tell whether an error means that the database is away, full or too busy, rather than a bug of ours."""
    if isinstance(error, exc.TimeoutError):
        return Unavailable("every connection of this module is busy")
    said = said_by_driver(error)
    gone = isinstance(error, exc.DBAPIError) and error.connection_invalidated
    if gone or isinstance(said, GONE):
        return Unavailable(type(said).__name__)
    if isinstance(said, psycopg.OperationalError) and said.sqlstate is None:
        return Unavailable("the database does not answer")
    return None
