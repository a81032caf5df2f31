"""Looks at JSON beside decoding it: depth, size, repeated keys, characters that break what lies behind."""

import json
import re
from typing import Any

DEEPEST = 32
MOST_ELEMENTS = 20_000

# An open string counts too, and nothing is ever tried twice: the time is linear, whatever is sent.
STRINGS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
NOT_BRACKETS = re.compile(rb"[^\[\]{}]++")
ESCAPED_NULL = re.compile(rb"(?<!\\)(?:\\\\)*+\\u0000")
OPENING = b"[{"


def objection_to(body: bytes) -> str:
    """Return why this body must not reach the decoder, or nothing."""
    if b"\x00" in body or (b"\\u0000" in body and ESCAPED_NULL.search(body)):
        return "null_character"
    try:
        body.decode()
    except UnicodeDecodeError:
        return "not_utf8"
    if body.count(b"[") + body.count(b"{") + body.count(b",") <= DEEPEST:
        return ""
    return _objection_to_shape(STRINGS.sub(b"", body))


def repeats_a_key(body: bytes) -> bool:
    """Tell whether an object of this valid JSON has a key twice: two readers could see different values."""
    try:
        KEYS.decode(body.decode())
    except _RepeatedKey:
        return True
    return False


def _objection_to_shape(bare: bytes) -> str:
    if max(bare.count(b","), bare.count(b"[") + bare.count(b"{")) > MOST_ELEMENTS:
        return "too_many_elements"
    depth = 0
    for byte in NOT_BRACKETS.sub(b"", bare):
        depth += 1 if byte in OPENING else -1
        if depth > DEEPEST:
            return "too_deep"
        if depth < 0:
            return ""  # no JSON at all; the decoder says so
    return ""


class _RepeatedKey(Exception):
    pass


def _look_at_keys(pairs: list[tuple[str, Any]]) -> None:
    if len(dict(pairs)) != len(pairs):
        raise _RepeatedKey


KEYS = json.JSONDecoder(object_pairs_hook=_look_at_keys, parse_int=len, parse_float=len)
