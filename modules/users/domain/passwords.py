"""What a password must be, and what the rest of the module needs of the art of hashing."""

from typing import Protocol

SHORTEST = 8
LONGEST = 128


class Passwords(Protocol):
    """Hashes and compares, slowly on purpose."""

    async def hash(self, password: str) -> str: ...

    async def matches(self, password: str, stored: str | None) -> bool:
        """Compare; with nothing stored the same work is done and the answer is no."""
        ...
