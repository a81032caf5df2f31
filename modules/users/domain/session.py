"""A session: one sign-in on one device, from the first token to the last."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

LIFETIME = timedelta(days=7)


@dataclass(eq=False, kw_only=True)
class Session:
    """Holds the digest of its refresh token, never the token itself."""

    id: UUID
    account_id: UUID
    refresh_digest: bytes
    started_at: datetime
    expires_at: datetime

    @classmethod
    def started(cls, *, id: UUID, account_id: UUID, refresh_digest: bytes, at: datetime) -> "Session":
        return cls(
            id=id,
            account_id=account_id,
            refresh_digest=refresh_digest,
            started_at=at,
            expires_at=at + LIFETIME,
        )
