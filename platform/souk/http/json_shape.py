"""Looks at JSON before it is decoded: depth, size, characters that break what lies behind."""

import re

DEEPEST = 32
MOST_ELEMENTS = 20_000

STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
NOT_BRACKETS = re.compile(rb"[^\[\]{}]+")
ESCAPED_NULL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
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


def _objection_to_shape(bare: bytes) -> str:
    if bare.count(b",") > MOST_ELEMENTS:
        return "too_many_elements"
    depth = 0
    for byte in NOT_BRACKETS.sub(b"", bare):
        depth += 1 if byte in OPENING else -1
        if depth > DEEPEST:
            return "too_deep"
    return ""
