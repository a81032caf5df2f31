"""The driver's errors, translated once: what is unavailable, which constraint was violated."""

import psycopg
from sqlalchemy import exc

RETRY_AFTER_SECONDS = 2


class Unavailable(Exception):
    """The database cannot serve this now; asking again in a moment is right."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.retry_after = RETRY_AFTER_SECONDS


GONE = (
    psycopg.errors.QueryCanceled,
    psycopg.errors.LockNotAvailable,
    psycopg.errors.DiskFull,
    psycopg.errors.AdminShutdown,
    psycopg.errors.CannotConnectNow,
    psycopg.errors.TooManyConnections,
    psycopg.errors.DeadlockDetected,
    psycopg.errors.SerializationFailure,
    psycopg.errors.IdleInTransactionSessionTimeout,
)


def violated_constraint(error: exc.IntegrityError) -> str:
    """Return the name of the constraint that said no."""
    original = error.orig
    return (original.diag.constraint_name or "") if isinstance(original, psycopg.Error) else ""


def unavailable(error: BaseException) -> Unavailable | None:
    """Tell whether an error means that the database is away, full or too busy, rather than a bug of ours."""
    if isinstance(error, exc.TimeoutError):
        return Unavailable("every connection of this module is busy")
    if not isinstance(error, exc.DBAPIError):
        return None
    if error.connection_invalidated or isinstance(error.orig, GONE):
        return Unavailable(type(error.orig).__name__)
    if isinstance(error.orig, psycopg.OperationalError) and error.orig.sqlstate is None:
        return Unavailable("the database does not answer")
    return None
