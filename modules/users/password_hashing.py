"""Hashes passwords with Argon2id, away from the event loop and never too many at once."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Argon2Passwords:
    """Argon2id, 19 MiB and two passes. It runs in a few threads of its own: Argon2 gives the GIL back."""

    def __init__(self, *, at_once: int = 2) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
        self._threads = ThreadPoolExecutor(max_workers=at_once, thread_name_prefix="argon2")
        self._nobodys = self._hasher.hash("the password of an account that does not exist")

    async def hash(self, password: str) -> str:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._hasher.hash, password)

    async def matches(self, password: str, stored: str | None) -> bool:
        """Compare; without an account the same work is done, so that the time tells nothing."""
        right = await asyncio.get_running_loop().run_in_executor(
            self._threads, self._verify, stored or self._nobodys, password
        )
        return right and stored is not None

    def _verify(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False
