"""Tickets: stand in for an access token where a browser cannot send a header; once, for half a minute.

The token waits sealed with a key that only the ticket holds, so the table opens nothing. Because a ticket
stands for a token, a stream that was opened with one ends when the token does.
"""

import hashlib
import secrets
from typing import Annotated

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msgspec import Meta
from sqlalchemy import text

from souk.database import Transaction
from souk.http.authentication import Unauthenticated
from souk.messages import Command

SECONDS = 30
NONCE = bytes(12)  # each key seals one thing only

KEEP = text("""
    INSERT INTO souk.live_ticket (digest, sealed, until)
    VALUES (:digest, :sealed, clock_timestamp() + make_interval(secs => :seconds))
""")
USE = text(
    "DELETE FROM souk.live_ticket WHERE digest = :digest RETURNING sealed, until > clock_timestamp() AS valid"
)


class OpenTicket(Command[str]):
    """Return a ticket that stands for this access token."""

    token: Annotated[str, Meta(max_length=8192)]


class UseTicket(Command[str]):
    """Return the token; the ticket is used up. Raises Unauthenticated for one that is worth nothing."""

    ticket: Annotated[str, Meta(max_length=100)]


async def open_ticket(tx: Transaction, command: OpenTicket) -> str:
    ticket = secrets.token_urlsafe(32)
    sealed = AESGCM(_key(ticket)).encrypt(NONCE, command.token.encode(), None)
    await tx.execute(KEEP, {"digest": _digest(ticket), "sealed": sealed, "seconds": SECONDS})
    return ticket


async def use_ticket(tx: Transaction, command: UseTicket) -> str:
    found = (await tx.execute(USE, {"digest": _digest(command.ticket)})).one_or_none()
    if found is None or not found.valid:
        raise Unauthenticated
    try:
        return AESGCM(_key(command.ticket)).decrypt(NONCE, bytes(found.sealed), None).decode()
    except InvalidTag:
        raise Unauthenticated from None


def _digest(ticket: str) -> bytes:
    return hashlib.sha256(b"souk: digest of a ticket " + ticket.encode()).digest()


def _key(ticket: str) -> bytes:
    return hashlib.sha256(b"souk: key of a ticket " + ticket.encode()).digest()
