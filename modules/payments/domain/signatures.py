"""Signed messages from providers: what they are refused for."""

from datetime import datetime

from souk.kernel import Refusal

WINDOW = 300
LONGEST_STAMP = 12


class BadSignature(Refusal):
    """The signature does not fit, or is too old."""

    status = 403


def within_window(stamp: str | None, now: datetime) -> int:
    """Return the time of signing, in seconds; refuse what is more than 300 s from now in either direction."""
    if not stamp or len(stamp) > LONGEST_STAMP or not (stamp.isascii() and stamp.isdigit()):
        raise BadSignature
    if abs(now.timestamp() - int(stamp)) > WINDOW:
        raise BadSignature
    return int(stamp)
