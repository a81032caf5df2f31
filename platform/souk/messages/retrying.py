"""How work says: not now, and it is nobody's fault."""

from datetime import datetime


class RetryLater(Exception):
    """Raised by a subscriber or a job: run me again at that time. It is not counted as an attempt.

    For what passes by itself, such as a provider that is away: an outage makes no dead letters.
    """

    def __init__(self, reason: str, at: datetime) -> None:
        super().__init__(reason)
        self.reason = reason
        self.at = at
