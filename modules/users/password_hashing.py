"""Hashes passwords with Argon2id, away from the event loop and never too many at once."""

import asyncio
import gzip
import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from modules.users.domain.passwords import WeakPassword, is_weak

COMMON = Path(__file__).with_name("common_passwords.txt.gz")
"""The 8,354 of at least eight characters among the 20,000 most common: Royce Williams' list, as in Django."""

NOBODYS = (
    "$argon2id$v=19$m={memory},t={passes},p=1"
    "$sWjG7kCjZzLj1CBPSrAWEg$SDmsQ++PgbJl3BJvAvHoBgYGjQLusqKo05ERTdoTVnk"
)
"""Of an account that does not exist: compared with when there is none, which takes as long."""


class Argon2Passwords:
    """Argon2id. It runs in a few threads of its own: Argon2 gives the GIL back.

    They yield to everything else on the machine, and take half of its processors at most: somebody who signs
    in waits a little longer, and a storm of them leaves the other requests alone.
    """

    def __init__(self, *, memory_kib: int, passes: int, at_once: int = 0) -> None:
        """Without `at_once`, as many run at a time as there are processors for two."""
        self.done = 0
        """How many computations were made: every path of signing in makes one, and tests count them."""
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=1)
        self.nobodys = NOBODYS.format(memory=memory_kib, passes=passes)
        threads = at_once or max(1, processors() // 2)
        self._threads = ThreadPoolExecutor(threads, "argon2", initializer=_give_way)

    async def hash(self, password: str) -> str:
        self.done += 1
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._hasher.hash, password)

    async def matches(self, password: str, stored: str | None) -> bool:
        """Compare; without an account the same work is done, so that the time tells nothing."""
        self.done += 1
        right = await asyncio.get_running_loop().run_in_executor(
            self._threads, self._verify, stored or self.nobodys, password
        )
        return right and bool(stored)

    def is_outdated(self, stored: str) -> bool:
        return self._hasher.check_needs_rehash(stored)

    def check(self, password: str, *names: str) -> None:
        if is_weak(password, _common(), names):
            raise WeakPassword

    def _verify(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False


@cache
def _common() -> frozenset[str]:
    return frozenset(gzip.decompress(COMMON.read_bytes()).decode().split("\n"))


def processors() -> int:
    """Return how many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _give_way() -> None:
    """Lower this thread's claim to the processor; on Linux a thread has one of its own.

    Not to the least: whoever has come back from Argon2 holds the GIL for a moment, and the event loop waits.
    """
    if os.uname().sysname == "Linux":
        os.nice(10)
