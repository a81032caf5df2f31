"""Versions of what people edit: shown as ETag, asked for as If-Match; nobody overwrites unseen work."""

import re

from souk.kernel import Refusal, Stale

TAG = re.compile(r'(?:W/)?"v([0-9]{1,18})(?:-br|-gzip)?"', re.ASCII)  # however it was packed


class VersionRequired(Refusal):
    """A change says which version it is based on: send the ETag of what you read as If-Match."""

    status = 428


def version_tag(version: int) -> tuple[bytes, bytes]:
    """Return the header that names this version."""
    return b"etag", b'"v%d"' % version


def version_in(if_match: str | None) -> int | None:
    """Return the version that the header asks for, None where it asks for none; a strange tag is Stale."""
    if if_match is None or if_match.strip() == "*":
        return None
    found = TAG.fullmatch(if_match.strip())
    if found is None:
        raise Stale
    return int(found[1])
