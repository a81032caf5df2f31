"""What the module needs of access tokens; how they are made is nobody's business here."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Protocol
from uuid import UUID

LIFETIME = timedelta(minutes=15)


class TokenIssuer(Protocol):
    """Issues access tokens."""

    def issue(self, account: UUID, session: UUID, capabilities: Iterable[str]) -> str: ...
