"""Forgets keys after a day."""

from sqlalchemy import text

from souk.database import Transaction
from souk.messages import Job

FORGET = text("DELETE FROM souk.claimed_key WHERE claimed_at < clock_timestamp() - interval '24 hours'")


class ForgetKeys(Job, wire="souk.forget_keys.v1"):
    """Delete the keys that nobody can use any more, with the answers that were kept for them."""


async def forget_keys(tx: Transaction, _: ForgetKeys) -> None:
    await tx.execute(FORGET)
