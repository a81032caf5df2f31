"""Claims a key before anything happens, and frees it when nothing did."""

from typing import Literal
from uuid import UUID

from sqlalchemy import text

from souk.database import Transaction
from souk.kernel import Value
from souk.messages import Command

CLAIM = text("""
    INSERT INTO souk.claimed_key AS mine (scope, key, fingerprint, token, leased_until)
    VALUES (:scope, :key, :fingerprint, :token, clock_timestamp() + make_interval(secs => :seconds))
    ON CONFLICT (scope, key) DO UPDATE SET
        fingerprint = excluded.fingerprint, token = excluded.token, leased_until = excluded.leased_until,
        answer = NULL, claimed_at = excluded.claimed_at
    WHERE (mine.answer IS NULL AND mine.leased_until < clock_timestamp()
            AND mine.fingerprint = excluded.fingerprint)
        OR mine.claimed_at < clock_timestamp() - interval '24 hours'
    RETURNING true
""")
LOOK = text("""
    SELECT fingerprint = :fingerprint AS same, answer FROM souk.claimed_key
    WHERE scope = :scope AND key = :key
""")
FREE = text("""
    DELETE FROM souk.claimed_key WHERE scope = :scope AND key = :key AND token = :token AND answer IS NULL
""")


class Claimed(Value):
    """What is known of the key. With `done`, the answer that was kept."""

    state: Literal["ours", "in_progress", "done", "of_another_request"]
    answer: bytes = b""


class ClaimKey(Command[Claimed]):
    """Claim the key for so many seconds, unless somebody has it, or is done with it."""

    scope: bytes
    key: str
    fingerprint: bytes
    token: UUID
    seconds: float


class FreeKey(Command[None]):
    """Give up our claim, so that the key can be used again; a kept answer stays."""

    scope: bytes
    key: str
    token: UUID


async def claim_key(tx: Transaction, claim: ClaimKey) -> Claimed:
    key = {"scope": claim.scope, "key": claim.key}
    ours = await tx.scalar(
        CLAIM, {**key, "fingerprint": claim.fingerprint, "token": claim.token, "seconds": claim.seconds}
    )
    if ours:
        return Claimed(state="ours")
    found = (await tx.execute(LOOK, {**key, "fingerprint": claim.fingerprint})).one_or_none()
    if found is None:  # it was freed just now: whoever asks again will get it
        return Claimed(state="in_progress")
    if not found.same:
        return Claimed(state="of_another_request")
    if found.answer is None:
        return Claimed(state="in_progress")
    return Claimed(state="done", answer=found.answer)


async def free_key(tx: Transaction, command: FreeKey) -> None:
    await tx.execute(FREE, {"scope": command.scope, "key": command.key, "token": command.token})
