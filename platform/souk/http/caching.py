"""Answers that are the same for everybody may be kept for a moment, and asked about again by their tag."""

from hashlib import blake2b

from souk.cache.answers import plain_tag
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
    if _names(known_tags, tag[1:-1]):
        return Answer(NOT_MODIFIED, headers=headers)
    return Answer(OK, answer.body, headers, answer.kind)


def _names(known_tags: bytes, tag: bytes) -> bool:
    """Weakly, as RFC 9110 wants it here, and however the bytes were packed."""
    return known_tags.strip() == b"*" or tag in {plain_tag(known) for known in known_tags.split(b",")}
