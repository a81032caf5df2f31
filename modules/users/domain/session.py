"""A session: one sign-in on one device, from the first token to the last."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

IDLE = timedelta(days=7)
"""A session that is not refreshed for so long is over; the cookie lives as long."""
ABSOLUTE = timedelta(days=30)
"""Whatever is done with it, a session ends, and the person signs in again."""
GRACE = timedelta(seconds=10)
"""How long a replaced refresh token is forgiven: several tabs refresh at once, answers get lost."""
LIFETIME = IDLE


@dataclass(eq=False, kw_only=True)
class Session:
    """A family of refresh tokens. `authority` numbers what its access tokens may claim: older are void."""

    id: UUID
    account_id: UUID
    started_at: datetime
    used_at: datetime
    expires_at: datetime
    device: str = ""
    authority: int = 1
    ended_at: datetime | None = None
    end_reason: str = ""

    @classmethod
    def started(cls, *, id: UUID, account_id: UUID, device: str, at: datetime) -> "Session":
        return cls(
            id=id, account_id=account_id, started_at=at, used_at=at, expires_at=at + IDLE, device=device
        )

    def is_open(self, at: datetime) -> bool:
        return self.ended_at is None and at < self.expires_at

    def use(self, at: datetime) -> None:
        """Prolong it, up to the day on which every session ends."""
        self.used_at = at
        self.expires_at = min(at + IDLE, self.started_at + ABSOLUTE)


@dataclass(eq=False, kw_only=True)
class RefreshToken:
    """One token of a session: its digest, never the token itself. It is used once, then it is replaced."""

    digest: bytes
    session_id: UUID
    issued_at: datetime
    replaced_at: datetime | None = None

    def replace(self, at: datetime) -> bool:
        """Use it up. False when somebody else did so too long ago to be a tab of the same browser."""
        if self.replaced_at is None:
            self.replaced_at = at
            return True
        return at - self.replaced_at <= GRACE
