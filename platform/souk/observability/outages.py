"""Tells of an outage when it begins and when it is over: a loop that looks often says the same all day."""

from typing import Any

import structlog


class Outage:
    """What a loop cannot do at the moment, if anything."""

    def __init__(self, logger: str, event: str) -> None:
        self._log: Any = structlog.get_logger(logger)
        self._event = event
        self._reason = ""

    def goes_on(self, error: BaseException) -> None:
        """Say so, if it is new, or for another reason than before."""
        reason = type(error).__name__
        if reason != self._reason:
            self._log.warning(self._event, reason=reason)
        self._reason = reason

    def is_over(self) -> None:
        if self._reason:
            self._log.warning(f"over: {self._event}")
        self._reason = ""
