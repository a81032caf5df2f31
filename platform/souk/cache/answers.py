"""A kept answer: its bytes, packed as clients want them, and what would make it untrue."""

import gzip
import time
from collections.abc import Iterable
from hashlib import blake2b

import brotli
import msgspec

from souk.kernel import CLOCK, Value

Header = tuple[bytes, bytes]
Variant = tuple[list[Header], bytes, bytes]

WORTH_PACKING = 1024
BROTLI_QUALITY = 5
GZIP_LEVEL = 6
OVERHEAD = 1000
VARY = (b"vary", b"accept-encoding")
IDENTITY = b""


class Record(Value):
    """What is kept outside the process."""

    body: bytes
    kind: bytes
    route: str
    seconds: int
    """How long those outside may keep it."""
    tags: tuple[str, ...]
    watermark: int = 0
    loaded_at: float = 0.0


ENCODE = msgspec.msgpack.Encoder().encode
DECODE = msgspec.msgpack.Decoder(Record).decode


class KeptAnswer:
    """The bytes are packed when somebody first asks for them packed, and kept so."""

    __slots__ = ("_variants", "expires", "record", "refresh", "refreshing", "size", "tag")

    def __init__(self, record: Record, *, lasting: float) -> None:
        """`lasting` seconds from when it was loaded, wherever that was."""
        self.record = record
        age = max(0.0, CLOCK.seconds() - record.loaded_at)
        now = time.monotonic()
        self.expires = now + lasting - age
        self.refresh = now + 0.8 * lasting - age
        self.refreshing = False
        self.tag = blake2b(record.body, digest_size=16).hexdigest().encode()
        self._variants: dict[bytes, Variant] = {}
        self.size = OVERHEAD + 2 * len(record.body)

    @property
    def age(self) -> float:
        return max(0.0, CLOCK.seconds() - self.record.loaded_at)

    def as_wanted(self, accepted: bytes) -> Variant:
        """Return the headers of a 200, its body and its tag, packed in the best way that the client takes."""
        coding = coding_for(accepted) if len(self.record.body) > WORTH_PACKING else IDENTITY
        variant = self._variants.get(coding)
        if variant is None:
            variant = self._variants[coding] = self._packed(coding)
        return variant

    def is_known(self, known_tags: bytes) -> bool:
        """Tell whether If-None-Match names it, in whatever way those bytes were packed."""
        if known_tags.strip() == b"*":
            return True
        return any(self.tag == plain_tag(known) for known in known_tags.split(b","))

    def headers(self, tag: bytes) -> list[Header]:
        """Return what a 200 and a 304 have in common."""
        return [(b"cache-control", b"public, max-age=%d" % self.record.seconds), (b"etag", tag), VARY]

    def _packed(self, coding: bytes) -> Variant:
        body = self.record.body
        tag = b'"' + self.tag + (b"-" + coding if coding else b"") + b'"'
        headers = self.headers(tag)
        if coding == b"br":
            body = brotli.compress(body, quality=BROTLI_QUALITY)
        elif coding == b"gzip":
            body = gzip.compress(body, GZIP_LEVEL, mtime=0)
        if coding:
            headers.append((b"content-encoding", coding))
        headers += [(b"content-length", b"%d" % len(body)), (b"content-type", self.record.kind)]
        return headers, body, tag


def coding_for(accepted: bytes) -> bytes:
    """Return br, gzip or nothing; a coding with the weight 0 is refused by the client."""
    if not accepted:
        return IDENTITY
    offered = set(_acceptable(accepted.lower().split(b",")))
    return next((coding for coding in (b"br", b"gzip") if coding in offered), IDENTITY)


def _acceptable(parts: Iterable[bytes]) -> Iterable[bytes]:
    for part in parts:
        coding, _, weight = part.strip().partition(b";")
        if weight.replace(b" ", b"") not in {b"q=0", b"q=0.0", b"q=0.00", b"q=0.000"}:
            yield coding.strip()


def plain_tag(known: bytes) -> bytes:
    """Return the tag of the bytes themselves: weakly, as RFC 9110 wants it here, and not of their packing."""
    tag = known.strip().removeprefix(b"W/").strip(b'"')
    return tag.removesuffix(b"-br").removesuffix(b"-gzip")
