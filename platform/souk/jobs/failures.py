"""What may go wrong with an attempt, and how it is said in the record."""

from sqlalchemy import exc

LONGEST = 500


class Overtaken(Exception):
    """The attempt is no longer ours: cancelled, or given to another worker. Its work is rolled back."""


def said(error: BaseException) -> str:
    """Return one line about an error; a database error without its values, which may be personal."""
    if isinstance(error, exc.DBAPIError):
        diagnosis = getattr(error.orig, "diag", None)
        words = (diagnosis.message_primary if diagnosis else "") or type(error.orig).__name__
        return f"{type(error.orig).__name__}: {words}"[:LONGEST]
    return f"{type(error).__name__}: {error}".rstrip(": ").replace("\x00", "")[:LONGEST]
