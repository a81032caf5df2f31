"""Cursors: where a list goes on, sealed so that nobody can ask for a place that we did not name."""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import msgspec

from souk.http.bodies import Malformed
from souk.http.mistakes import Mistake

SEAL = 16
LONGEST = 1_000
FORGED = Mistake(pointer="?cursor", code="wrong_form", detail="This is no cursor of this list.")


class Cursors:
    """Seals the last row of a page for one list, and reads it back; another list's cursor is refused."""

    __slots__ = ("_key",)

    def __init__(self, secret: str, place: str) -> None:
        self._key = hmac.digest(secret.encode(), b"souk: cursors " + place.encode(), "sha256")

    def seal(self, *values: object) -> str:
        """Return the cursor that stands for these values: texts, numbers, ids, times."""
        content = msgspec.json.encode(values)
        return urlsafe_b64encode(self._seal(content) + content).rstrip(b"=").decode()

    def open(self, cursor: str, *kinds: Any) -> tuple[Any, ...]:
        """Return the values, which have these types. Raises Malformed for a cursor that we did not make."""
        try:
            sealed = urlsafe_b64decode(cursor[:LONGEST] + "=" * (-len(cursor[:LONGEST]) % 4))
        except ValueError:
            raise Malformed([FORGED]) from None
        content = sealed[SEAL:]
        if not hmac.compare_digest(sealed[:SEAL], self._seal(content)):
            raise Malformed([FORGED])
        return tuple(
            msgspec.convert(value, kind, strict=False)
            for value, kind in zip(msgspec.json.decode(content), kinds, strict=True)
        )

    def _seal(self, content: bytes) -> bytes:
        return hmac.digest(self._key, content, hashlib.sha256)[:SEAL]
