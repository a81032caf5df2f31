"""The audit chain: each record holds the digest of the one before it, so that none changes unnoticed."""

import hashlib
import json
from datetime import UTC, datetime
from uuid import UUID

from souk.kernel import Value

BEGINNING = "0" * 64


class StaffRecord(Value):
    """One action of a member of staff."""

    actor_id: UUID
    capability: str
    action: str
    subject: str
    recorded_at: datetime

    def link(self, previous: str) -> str:
        """Return the digest that ties this record to all before it."""
        content = [
            previous,
            str(self.actor_id),
            self.capability,
            self.action,
            self.subject,
            self.recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
        ]
        return hashlib.sha256(json.dumps(content, ensure_ascii=True).encode()).hexdigest()
