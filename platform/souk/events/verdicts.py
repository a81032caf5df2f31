"""What to make of a failure: whether it counts, what to call it, and when to try again."""

import random
from datetime import datetime

import psycopg

from souk.database import Unavailable
from souk.database.failures import said_by_driver
from souk.events.versions import Unreadable
from souk.kernel import Value
from souk.messages import RetryLater

LONGEST_REASON = 500


class Patience(Value):
    """How long a key rests after its first failure, and at most; doubled each time, and spread a little."""

    first: float = 1.0
    longest: float = 300.0

    def after(self, attempts: int) -> float:
        doubled = self.first * 2.0 ** min(attempts - 1, 60)
        return min(doubled, self.longest) * random.uniform(0.75, 1.25)  # noqa: S311 - spread, not secrecy


class Verdict(Value):
    """A failure that does not count passes by itself: an outage makes no dead letters."""

    counts: bool
    reason: str
    at: datetime | None = None


def judge(error: Exception) -> Verdict:
    """Tell an outage from a mistake."""
    if isinstance(error, RetryLater):
        return Verdict(counts=False, reason=error.reason[:LONGEST_REASON], at=error.at)
    passes = isinstance(error, Unreadable) or (isinstance(error, Unavailable) and not _took_too_long(error))
    return Verdict(counts=not passes, reason=_reason(error)[:LONGEST_REASON])


def _took_too_long(error: Unavailable) -> bool:
    """A statement that runs into its limit looks like a slow database, but may be a poisoned event."""
    return isinstance(said_by_driver(error.__cause__), psycopg.errors.QueryCanceled)


def _reason(error: Exception) -> str:
    """Name it without the values that a database error repeats: they may be somebody's."""
    if isinstance(error, TimeoutError):
        return "it took too long"
    driver = said_by_driver(error)
    if driver is not None:
        return f"{type(driver).__name__}: {driver.diag.message_primary or ''}"
    return f"{type(error).__name__}: {error}"
