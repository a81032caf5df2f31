"""How long to rest between two rounds, so that what comes one by one is carried together."""

import time

REST = 8.0
LONGEST_REST_SECONDS = 0.25


class Pace:
    """Who has been idle goes at once; who has just been round rests for a multiple of what that took.

    Under load a round brings little and takes long: the slower everything is, the more goes in the next one.
    """

    def __init__(self) -> None:
        self._rested_at = 0.0

    def to_rest(self) -> float:
        """Return how many seconds are left to rest."""
        return max(0.0, self._rested_at - time.monotonic())

    def took(self, seconds: float) -> None:
        """Learn how long the round took that has just ended."""
        self._rested_at = time.monotonic() + min(REST * seconds, LONGEST_REST_SECONDS)
