"""Rotate the signing key by schedule."""

from modules.users.contracts.commands import RotateSigningKey
from souk.database import Transaction
from souk.messages import Job


class RenewSigningKey(Job, wire="users.renew_signing_key.v1"):
    """Due once a month."""


async def renew_signing_key(tx: Transaction, _: RenewSigningKey) -> None:
    await tx.do(RotateSigningKey())
