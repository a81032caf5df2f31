"""Bodies that are not JSON: raw ones, streamed ones, packed ones; and answers sent while they are made."""

import gzip
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.souk.http.stall import settings, stall

CSV = {"Content-Type": "text/csv; charset=utf-8"}
PACKED = CSV | {"Content-Encoding": "gzip"}
TEXT = b"".join(b"%d,%d\n" % (number, number * number) for number in range(50_000))


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    app: Any = stall(settings())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://stall.test") as made:
        yield made


async def pieces(content: bytes, size: int = 1_000) -> AsyncIterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


async def test_a_hook_gets_the_bytes_as_they_came(client: httpx.AsyncClient):
    answer = await client.post("/api/hooks/bell", content=b'{"a": 1e3, "a"', headers={"Content-Type": "x/y"})
    assert (answer.status_code, answer.json()["size"]) == (200, 14)


async def test_a_hook_has_a_limit_of_its_own(client: httpx.AsyncClient):
    assert (await client.post("/api/hooks/bell", content=b"x" * 101)).status_code == 413


async def test_takes_a_long_body_piece_by_piece(client: httpx.AsyncClient):
    answer = await client.post("/api/uploads", content=pieces(TEXT), headers=CSV)
    assert (answer.status_code, answer.json()["size"]) == (200, len(TEXT))


@pytest.mark.parametrize("size", [1, 100, 1_000_000])
async def test_unpacks_on_the_way(client: httpx.AsyncClient, size: int):
    text = TEXT[:2_000] if size == 1 else TEXT
    answer = await client.post("/api/uploads", content=pieces(gzip.compress(text), size), headers=PACKED)
    assert (answer.status_code, answer.json()["size"]) == (200, len(text))


async def test_unpacks_several_parts_in_a_row(client: httpx.AsyncClient):
    content = gzip.compress(b"a,b\n") + gzip.compress(b"c,d\n")
    assert (await client.post("/api/uploads", content=content, headers=PACKED)).json()["size"] == 8


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (gzip.compress(b"0" * 2_900_000), 413),  # within the limit, but out of all proportion
        (gzip.compress(TEXT * 6), 413),
        (gzip.compress(TEXT)[:-9], 400),
        (b"no gzip", 400),
    ],
)
async def test_refuses_bombs_and_rubbish(client: httpx.AsyncClient, content: bytes, status: int):
    answer = await client.post("/api/uploads", content=pieces(content), headers=PACKED)
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "application/json"}, 415),
        (CSV | {"Content-Encoding": "br"}, 415),
        (CSV | {"Content-Length": "3000001"}, 413),
    ],
)
async def test_refuses_what_it_does_not_read_before_reading_it(
    client: httpx.AsyncClient, headers: dict[str, str], status: int
):
    assert (await client.post("/api/uploads", content=b"a,b\n", headers=headers)).status_code == status


async def test_sends_an_answer_while_it_is_made(client: httpx.AsyncClient):
    answer = await client.get("/api/exports")
    assert answer.headers["content-type"] == "text/csv"
    assert "content-length" not in answer.headers
    assert answer.content == b"line 0\nline 1\nline 2\n"
