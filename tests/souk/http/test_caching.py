"""Answers that may be kept for a moment."""

import pytest

from souk.http import get, public, signed_in
from souk.http.answers import Answer
from souk.http.caching import cacheable


def headers(answer: Answer) -> dict[bytes, bytes]:
    return dict(answer.headers)


def test_carry_a_tag_of_their_very_bytes():
    first, same, other = (cacheable(Answer(200, body), 5, b"") for body in (b"one", b"one", b"two"))
    assert headers(first) == {
        b"cache-control": b"public, max-age=5",
        b"etag": headers(same)[b"etag"],
        b"vary": b"accept-encoding",
        b"content-length": b"3",
        b"content-type": b"application/json",
    }
    assert headers(other)[b"etag"] != headers(first)[b"etag"]


@pytest.mark.parametrize("form", [b"%s", b"W/%s", b'"other", %s', b'"other",W/%s , "more"', b"*"])
def test_are_not_sent_again_to_who_names_their_tag(form):
    tag = headers(cacheable(Answer(200, b"one"), 5, b""))[b"etag"]
    again = cacheable(Answer(200, b"one"), 5, form.replace(b"%s", tag))
    assert (again.status, again.body) == (304, b"")
    assert headers(again) == {
        b"cache-control": b"public, max-age=5",
        b"etag": tag,
        b"vary": b"accept-encoding",
    }


@pytest.mark.parametrize("known", [b"", b'"other"', b"no tag at all", b'W/"'])
def test_are_sent_to_everybody_else(known):
    assert cacheable(Answer(200, b"one"), 5, known).status == 200


def test_keep_the_kind_of_what_they_carry():
    answer = cacheable(Answer(200, b"<svg/>", kind=b"image/svg+xml"), 5, b"")
    assert headers(answer)[b"content-type"] == b"image/svg+xml"


def test_refusals_are_never_kept():
    refused = Answer(404, b"{}", [(b"cache-control", b"no-store")])
    assert cacheable(refused, 5, b"*") is refused


async def fetch() -> str:
    return ""


def test_only_what_is_the_same_for_everybody_may_be_kept():
    with pytest.raises(TypeError, match="not the same for everybody"):
        get("/api/mine", policy=signed_in, cached=5)(fetch)
    assert get("/api/ours", policy=public, cached=5)(fetch).cached == 5
    assert get("/api/ours", policy=public)(fetch).cached is None
