"""What is kept, for whom, and until when."""

import asyncio
import gzip

import brotli
import pytest

from tests.souk.cache.toys import BOARD

LONG = "All work and no play. " * 200


async def test_the_second_reader_costs_nothing(process, write):
    await write("a", "one")
    await process.look()
    assert [(await process.read()).text for _ in range(3)] == ["one"] * 3
    assert BOARD.looked == 1
    assert process.cache.answers.figures.hits == 2


async def test_a_change_is_seen_after_the_next_look_in_every_process(process, another, write):
    second = await another()
    await write("a", "one")
    for each in (process, second):
        await each.look()
        assert (await each.read()).text == "one"
    await write("a", "two")
    for each in (process, second):
        await each.look()
        assert (await each.read()).text == "two"


async def test_what_did_not_change_stays(process, write):
    await write("a", "one")
    await write("b", "other")
    await process.look()
    await process.read("b")
    await write("a", "two")
    await process.look()
    await process.read("b")
    assert BOARD.looked == 1


async def test_another_process_finds_it_in_valkey(process, another, write):
    await write("a", "one")
    await process.look()
    await process.read()
    second = await another()
    assert (await second.read()).text == "one"
    assert BOARD.looked == 1
    assert second.cache.answers.figures.found_in_valkey == 1


async def test_what_valkey_kept_before_a_change_is_not_believed(process, another, write):
    await write("a", "one")
    await process.look()
    await process.read()
    await write("a", "two")
    second = await another()
    assert (await second.read()).text == "two"


async def test_what_was_read_before_a_change_and_arrives_after_it_is_not_kept(process, write):
    await write("a", "one")
    await process.look()
    BOARD.door.clear()
    BOARD.entered.clear()
    slow = asyncio.create_task(process.read())
    await BOARD.entered.wait()
    await write("a", "two")
    await process.look()
    BOARD.door.set()
    assert (await slow).text == "one"
    assert (await process.read()).text == "two"


async def test_of_many_who_ask_at_once_one_looks_and_the_others_say_so(process, write):
    await write("a", "one")
    await process.look()
    BOARD.door.clear()
    asked = [asyncio.create_task(process.read()) for _ in range(10)]
    await BOARD.entered.wait()
    BOARD.door.set()
    answers = await asyncio.gather(*asked)
    assert {answer.text for answer in answers} == {"one"}
    assert BOARD.looked == 1
    assert sum(answer.headers.get("x-deduplicated") == "true" for answer in answers) == 9


async def test_one_who_leaves_takes_nothing_from_those_who_wait(process, write):
    await write("a", "one")
    await process.look()
    BOARD.door.clear()
    first = asyncio.create_task(process.read())
    second = asyncio.create_task(process.read())
    await BOARD.entered.wait()
    first.cancel()
    BOARD.door.set()
    assert (await second).text == "one"
    assert BOARD.looked == 1


async def test_a_refusal_is_not_kept_and_carries_each_ones_own_request_id(process):
    answers = await asyncio.gather(*(process.read("nothing") for _ in range(3)))
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.json()["requestId"] for answer in answers}) == 3


async def test_a_process_that_hears_of_no_changes_keeps_nothing(stage, process, write):
    await write("a", "one")
    await process.look()
    await process.read()
    process.grow_deaf()
    await write("a", "two")
    assert (await process.read()).text == "two"


async def test_an_old_answer_is_better_than_an_error(process, write, empty_valkey):
    await write("a", "one")
    await process.look()
    await process.read()
    process.grow_deaf()
    await empty_valkey()
    BOARD.broken = True
    answer = await process.read()
    assert (answer.status_code, answer.text) == (200, "one")
    assert (await process.read("b")).status_code == 500
    assert process.cache.answers.figures.stale == 1


async def test_an_answer_is_made_anew_before_its_time_is_over(process, write):
    await write("a", "one")
    await process.look()
    await process.read()
    kept = process.cache.answers.find(b"/api/notes/a?")
    kept.refresh = 0.0
    assert (await process.read()).text == "one"
    async with asyncio.timeout(5):
        while process.cache.answers.find(b"/api/notes/a?") is kept:  # noqa: ASYNC110 - a look, not an event
            await asyncio.sleep(0)
    assert BOARD.looked == 2


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("identity", None),
        ("zstd", None),
        ("BR", "br"),
    ],
)
async def test_is_packed_as_the_client_likes_it(process, write, accepted, coding):
    await write("a", LONG)
    await process.look()
    request = process.client.build_request("GET", "/api/notes/a", headers={"accept-encoding": accepted})
    answer = await process.client.send(request, stream=True)
    raw = b"".join([piece async for piece in answer.aiter_raw()])
    unpacked = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]
    assert answer.headers.get("content-encoding") == coding
    assert unpacked(raw).decode() == LONG
    assert int(answer.headers["content-length"]) == len(raw)
    assert answer.headers["vary"] == "accept-encoding"


async def test_each_packing_has_a_tag_of_its_own_and_all_are_known_again(process, write):
    await write("a", LONG)
    await process.look()
    tags = {}
    for coding in ("br", "gzip", "identity"):
        tags[coding] = (await process.read(**{"accept-encoding": coding})).headers["etag"]
    assert len(set(tags.values())) == 3
    for tag in tags.values():
        again = await process.read(**{"if-none-match": f'"other", W/{tag}'})
        assert (again.status_code, again.content) == (304, b"")
    assert (await process.read(**{"if-none-match": '"other"'})).status_code == 200


async def test_a_head_is_answered_without_a_body(process, write):
    await write("a", "one")
    await process.look()
    await process.read()
    answer = await process.client.head("/api/notes/a")
    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (200, b"", "3")
