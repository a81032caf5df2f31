"""Ids: UUID version 7, which sort by the time of their making and so keep indexes dense."""

import os
import time
from typing import Protocol
from uuid import UUID


class IdSource(Protocol):
    """Makes ids that nobody else makes."""

    def new(self) -> UUID: ...


class RandomIds:
    """UUIDv7 of the current millisecond and 74 random bits: unguessable, roughly in order of time."""

    def new(self) -> UUID:
        return new_id()


def new_id() -> UUID:
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    high, low = random >> 68, random & ((1 << 62) - 1)
    return UUID(int=milliseconds << 80 | 7 << 76 | high << 64 | 0b10 << 62 | low)
