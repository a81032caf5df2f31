"""Why streams end, and what a client should do about it."""

from enum import Enum


class Ending(Enum):
    """The reason that is told, the code with which a WebSocket is closed, and whether to come again."""

    SIGNED_OUT = ("signed_out", 4401, False)
    SLOW = ("slow", 4408, True)
    RESTARTING = ("restarting", 1012, True)
    OVER = ("over", 4410, True)
    TALKATIVE = ("nothing_is_read_here", 1008, False)
    LEFT = ("left", 1000, False)

    def __init__(self, reason: str, code: int, again: bool) -> None:
        self.reason = reason
        self.code = code
        self.again = again
