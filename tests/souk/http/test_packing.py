"""What is made for one request is packed as its client likes it, where that gives nothing away."""

import gzip
from typing import Any

import brotli
import httpx
import pytest

from souk.configuration import LoggingSettings, WebSettings
from souk.http import Answer, Reply, Shown, Stream, Visit, get, public, put, signed_in, version_tag
from souk.http.answers import Cookie
from souk.http.application import application
from souk.http.edge import Edge
from souk.testing.authentication import TestAuthenticator
from tests.souk.http.stall import ANN, export, settings

LONG = "x" * 5000


class Text(Shown):
    text: str


class WithToken(Shown):
    text: str
    guest_token: str | None


class Inside(Shown):
    items: list[WithToken]


@get("/long", policy=signed_in)
async def show_long() -> Text:
    return Text(text=LONG)


@get("/kept", policy=public, cached=60)
async def show_kept() -> Text:
    return Text(text=LONG)


@get("/short", policy=public)
async def show_short() -> Text:
    return Text(text="short")


@get("/token", policy=public)
async def show_token() -> Inside:
    return Inside(items=[WithToken(text=LONG, guest_token="secret")])


@get("/cookie", policy=public)
async def show_cookie() -> Reply[Text]:
    return Reply(Text(text=LONG), cookies=[Cookie(name="c", value="secret", path="/", max_age=1)])


@get("/picture", policy=public)
async def show_picture() -> Answer:
    return Answer(200, LONG.encode(), kind=b"image/png")


@get("/version", policy=public)
async def show_version() -> Reply[Text]:
    return Reply(Text(text=LONG), headers=[version_tag(3)])


@put("/version", policy=public, reads=["If-Match"])
async def change_version(visit: Visit) -> Text:
    return Text(text=str(visit.expected_version()))


@get("/stream", policy=public)
async def show_stream() -> Stream:
    return await export.function()  # type: ignore[no-any-return]


ROUTES = [
    *(show_long, show_kept, show_short, show_token, show_cookie, show_picture),
    *(show_version, change_version, show_stream),
]


def client(**headers: str) -> httpx.AsyncClient:
    configuration = settings()
    switchboard: Any = None
    edge = Edge(switchboard, TestAuthenticator(None), configuration)
    app: Any = application(ROUTES, edge, configuration[WebSettings], configuration[LoggingSettings])
    headers = {"authorization": f"Bearer {TestAuthenticator.token(ANN)}", **headers}
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://stall.test", headers=headers
    )


async def raw(path: str, accepts: str, **headers: str) -> tuple[httpx.Response, bytes]:
    async with (
        client(**{"accept-encoding": accepts, **headers}) as asking,
        asking.stream("GET", path) as answer,
    ):
        return answer, b"".join([piece async for piece in answer.aiter_raw()])


@pytest.mark.parametrize(
    ("accepts", "coding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("identity", None),
        ("zstd", None),
        ("", None),
    ],
)
async def test_a_long_text_is_packed_in_the_best_way_that_the_client_takes(accepts: str, coding: str | None):
    answer, body = await raw("/long", accepts)
    assert answer.headers.get("content-encoding") == coding
    assert answer.headers["vary"] == "accept-encoding"
    assert int(answer.headers["content-length"]) == len(body)
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress}.get(coding or "", bytes)
    assert unpack(body) == b'{"text":"%s"}' % LONG.encode()


@pytest.mark.parametrize("path", ["/short", "/token", "/cookie", "/picture", "/stream"])
async def test_what_is_short_secret_packed_already_or_a_stream_goes_as_it_is(path: str):
    answer, _ = await raw(path, "br, gzip")
    assert answer.status_code == 200
    assert "content-encoding" not in answer.headers


async def test_each_packing_has_its_own_tag_and_all_of_them_are_known_again():
    plain, _ = await raw("/kept", "identity")
    packed, _ = await raw("/kept", "br")
    assert plain.headers["etag"] != packed.headers["etag"]
    for known in (plain.headers["etag"], packed.headers["etag"]):
        answer, body = await raw("/kept", "gzip", **{"if-none-match": known})
        assert (answer.status_code, body) == (304, b"")


async def test_a_version_that_was_read_packed_may_be_changed():
    packed, _ = await raw("/version", "gzip")
    assert packed.headers["etag"] == '"v3-gzip"'
    async with client(**{"if-match": packed.headers["etag"]}) as asking:
        assert (await asking.put("/version")).json() == {"text": "3"}


async def test_a_head_tells_of_the_packed_answer_without_sending_it():
    async with client(**{"accept-encoding": "gzip"}) as asking:
        head = await asking.head("/long")
    _, body = await raw("/long", "gzip")
    assert (head.content, head.headers["content-length"]) == (b"", str(len(body)))
