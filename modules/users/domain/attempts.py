"""How often something may be tried: guessing is slowed down, and nobody can lock somebody else out.

Signing in is limited twice, on purpose. The edge's rate comes first and spares the machine: it counts each
request of an address on an account, right or wrong, in Valkey; operators change it or switch it off, and
while Valkey is away each process counts for itself. What stands here is the rule: counted in the database
before any comparison, by all processes alike, whatever is configured; signing in wipes its pair's count.
"""

from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from souk.kernel import Refusal


class Limit(NamedTuple):
    """So many attempts in that time."""

    most: int
    within: timedelta


SIGN_IN = Limit(5, timedelta(minutes=1))
"""Of one address (or IPv6 network) on one account: guesses from elsewhere do not slow down the owner."""
SIGN_IN_ADDRESS = Limit(100, timedelta(minutes=1))
"""Of one address on all accounts together: one password tried on many."""
SIGN_IN_ACCOUNT = Limit(60, timedelta(minutes=10))
"""Of unfamiliar addresses together on one account; those of the account's own sessions are not counted."""
MAILED_LINKS = Limit(3, timedelta(minutes=15))
"""Links to one account; more are not sent, and nobody is told so."""
PASSWORD_CHECKS = Limit(10, timedelta(minutes=10))
"""Of one signed-in account's own current password: a stolen token is not a way to guess it."""


class TooManyAttempts(Refusal):
    """It was tried too often; it may be tried again after `retryAfter` seconds."""

    status = 429

    def __init__(self, seconds: int) -> None:
        super().__init__("Too many attempts. Try again later.", retryAfter=seconds)


class KeyedDigests(Protocol):
    """Makes digests that mean nothing without the shop's secret: what is counted is personal."""

    def of(self, *parts: str) -> bytes: ...


def wait(window_began: datetime, limit: Limit, now: datetime) -> int:
    """Return the whole seconds until the window is over."""
    return max(1, int((window_began + limit.within - now).total_seconds()) + 1)
