"""Packs answers that are made for one request: text of some size, and nothing that a secret stands in."""

import gzip
import re
from functools import cache
from typing import Any

import brotli
import msgspec

from souk.cache.answers import VARY, WORTH_PACKING, coding_for
from souk.http.answers import Answer
from souk.http.routes import Endpoint

BROTLI_QUALITY = 4  # it is packed once, while somebody waits
GZIP_LEVEL = 6
LARGEST = 1_048_576  # more would hold the others up for too long
TEXTUAL = re.compile(rb"text/(?!event-stream)|image/svg\+xml|application/([a-z.]+\+)?(json|xml|javascript)")
SECRET = re.compile(r"token|secret|ticket|password", re.IGNORECASE)
OK = 200


def may_pack(endpoint: Endpoint) -> bool:
    """Tell whether its answers may be packed.

    Never where a token is among what is answered: how well bytes pack tells something about what is in them,
    and part of an answer may be of a stranger's choosing.
    """
    kinds = [kind for kind in (endpoint.answer, *endpoint.also.values()) if kind is not None]
    return not any(_tells_secret(kind) for kind in kinds)


@cache
def _tells_secret(kind: Any) -> bool:
    return _holds_secret(msgspec.inspect.type_info(kind), set())


def pack(answer: Answer, accepted: bytes) -> None:
    """Pack it in the best way that the client takes, if that is worth it. Another packing has another tag."""
    if not WORTH_PACKING < len(answer.body) <= LARGEST or not TEXTUAL.match(answer.kind):
        return
    names = {name for name, _ in answer.headers}
    if b"content-encoding" in names or b"set-cookie" in names:
        return
    if b"vary" not in names:
        answer.headers.append(VARY)
    coding = coding_for(accepted)
    if coding:
        answer.body = _packed(answer.body, coding)
        answer.headers = [_changed(name, value, coding, len(answer.body)) for name, value in answer.headers]
        answer.headers.append((b"content-encoding", coding))


def _packed(body: bytes, coding: bytes) -> bytes:
    if coding == b"br":
        packed: bytes = brotli.compress(body, quality=BROTLI_QUALITY)
        return packed
    return gzip.compress(body, GZIP_LEVEL, mtime=0)


def _changed(name: bytes, value: bytes, coding: bytes, length: int) -> tuple[bytes, bytes]:
    if name == b"content-length":
        return name, b"%d" % length
    if name == b"etag" and value.endswith(b'"'):
        return name, value[:-1] + b"-" + coding + b'"'
    return name, value


def _holds_secret(info: Any, seen: set[object]) -> bool:
    fields = getattr(info, "fields", ())
    if fields:
        if info.cls in seen:
            return False
        seen.add(info.cls)
        return any(SECRET.search(field.name) or _holds_secret(field.type, seen) for field in fields)
    inner = [getattr(info, name, None) for name in ("type", "item_type", "value_type")]
    several = [*getattr(info, "types", ()), *getattr(info, "item_types", ())]
    return any(_holds_secret(each, seen) for each in (*inner, *several) if each is not None)
