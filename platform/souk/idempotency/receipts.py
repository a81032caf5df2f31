"""A receipt: keeps a command's answer in the transaction of its effect."""

from uuid import UUID

from sqlalchemy import text

from souk.database import Transaction
from souk.idempotency.sealing import sealed
from souk.kernel import Value

KEEP = text("SELECT souk.keep_answer(:scope, :key, :token, :answer)")


class ClaimLost(Exception):
    """Our claim ran out and somebody else has the key: everything is rolled back."""


class Receipt(Value):
    """Our claim on a key; with `kept`, the answer of who had it before us. `seal` comes from the request."""

    scope: bytes
    key: str
    token: UUID
    seal: bytes
    kept: bytes = b""

    async def keep(self, tx: Transaction, answer: bytes) -> None:
        """Store the answer with the transaction. Raises ClaimLost when the key is no longer ours."""
        closed = sealed(answer, self.seal)
        values = {"scope": self.scope, "key": self.key, "token": self.token, "answer": closed}
        if not await tx.scalar(KEEP, values):
            raise ClaimLost
