"""The sandbox's webhooks: what they say, and how they are signed."""

import hashlib
import hmac
from datetime import datetime
from uuid import UUID

import msgspec

from modules.payments.domain.found import Standing
from modules.payments.domain.gateway import Notice
from modules.payments.domain.signatures import BadSignature, within_window
from souk.kernel import Value, new_id

HEADER = "Souk-Sandbox-Signature"
TELLING = {f"charge.{standing}": standing for standing in Standing}


class Message(Value):
    """It says that something happened to a charge; what, is for the reader to ask."""

    id: str
    kind: str
    payment_id: UUID
    charge: str


class Letter(Value):
    """A message as it is sent, and how often."""

    id: str
    body: bytes
    copies: int
    tries: int = 0


def letter_about(kind: str, payment_id: UUID, charge: str, copies: int) -> Letter:
    message = Message(id=f"sbe_{new_id().hex}", kind=kind, payment_id=payment_id, charge=charge)
    return Letter(id=message.id, body=msgspec.json.encode(message), copies=copies)


def signature(body: bytes, key: bytes, at: datetime) -> str:
    """Return the header's value: the time, and a seal over the time and exactly these bytes."""
    stamp = int(at.timestamp())
    return f"t={stamp},v1={_seal(body, key, stamp)}"


def read_letter(body: bytes, header: str | None, keys: tuple[bytes, ...], now: datetime) -> Notice:
    """Return what it says, if one of the keys sealed it within the last minutes."""
    said = (part.partition("=") for part in (header or "").split(","))
    parts = {name: value for name, _, value in said}
    stamp = within_window(parts.get("t"), now)
    seal = parts.get("v1", "").encode()
    if not any(hmac.compare_digest(_seal(body, key, stamp).encode(), seal) for key in keys):
        raise BadSignature
    try:
        message = msgspec.json.decode(body, type=Message)
    except msgspec.MsgspecError:
        raise BadSignature from None
    return Notice(
        event_id=message.id,
        kind=message.kind,
        payment_id=message.payment_id,
        reference=message.charge,
        tells=TELLING.get(message.kind),
    )


def _seal(body: bytes, key: bytes, stamp: int) -> str:
    return hmac.digest(key, b"%d." % stamp + body, hashlib.sha256).hex()
