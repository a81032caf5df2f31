"""Tells caches, with the commit, that something is no longer as they keep it."""

from collections.abc import Iterable

from sqlalchemy import text

from souk.database.transactions import Transaction

FORGET = text("SELECT souk.forget(:tags)")


async def forget(tx: Transaction, tags: Iterable[str]) -> None:
    """Have every process drop what it keeps under these tags, within a second of the commit."""
    named = sorted(set(tags))
    if named:
        await tx.execute(FORGET, {"tags": named})
