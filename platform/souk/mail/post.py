"""What it means to send a letter, whatever the way."""

from typing import Protocol

from souk.mail.letters import Letter


class Undeliverable(Exception):
    """The server refuses this letter for good; it is not worth another try."""


class Post(Protocol):
    """Sends a letter."""

    keeps: bool
    """Whether letters are kept for developers instead of being sent."""

    async def send(self, letter: Letter) -> None:
        """Return once somebody has taken it over. Raise Undeliverable, or anything else to be tried again."""
        ...
