"""Answers that are the same for everybody may be kept for a moment, and asked about again by their tag."""

from hashlib import blake2b

from souk.http.answers import Answer

OK = 200
NOT_MODIFIED = 304


def cacheable(answer: Answer, seconds: int, known_tags: bytes) -> Answer:
    """Return the answer with a strong tag of its very bytes, or 304 to who has them already.

    `known_tags` is the header If-None-Match as it came, or nothing.
    """
    if answer.status != OK:
        return answer
    tag = b'"' + blake2b(answer.body, digest_size=16).hexdigest().encode() + b'"'
    headers = [
        (b"cache-control", b"public, max-age=%d" % seconds),
        (b"etag", tag),
        (b"vary", b"accept-encoding"),
    ]
    if _names(known_tags, tag):
        return Answer(NOT_MODIFIED, headers=headers)
    return Answer(OK, answer.body, headers, answer.kind)


def _names(known_tags: bytes, tag: bytes) -> bool:
    """Weakly, as RFC 9110 wants it here: a proxy that compressed the bytes may have weakened the tag."""
    tags = {known.strip().removeprefix(b"W/") for known in known_tags.split(b",")}
    return tag in tags or b"*" in tags
