"""Streams show each person what concerns them, at once, whole, and no longer than they may see it."""

import asyncio
import json

import pytest

from souk.live.listeners import MOST
from souk.messages import for_person
from souk.outbox.safe_types import CarriesPersonalData
from souk.testing import customer, staff
from tests.souk.live.conftest import Live
from tests.souk.live.toys import KEEP, Whisper

ANN, BOB, KEEPER = customer(), customer(), staff(KEEP)


async def test_a_customer_hears_of_their_own_at_once(live: Live):
    reader = await live.read(ANN)
    await live.ring(ANN, 7)
    message = await reader.next("bell.rung")
    assert json.loads(message.data) == {"ringNumber": 7}
    assert message.id.isdigit()


async def test_the_stream_says_what_it_is_and_is_kept_by_nobody(live: Live):
    reader = await live.read(ANN)
    assert reader.status == 200
    assert reader.headers["content-type"] == "text/event-stream"
    assert reader.headers["cache-control"] == "no-store"
    assert "content-encoding" not in reader.headers
    assert (await reader.next()).retry.isdigit()


async def test_nobody_hears_of_what_is_somebody_elses(live: Live):
    bob, keeper = await live.read(BOB), await live.read(KEEPER)
    await live.ring(ANN, 1)
    await live.ring(BOB, 2)
    assert json.loads((await bob.next("bell.rung")).data) == {"ringNumber": 2}
    assert all(message.kind != "bell.rung_by" for message in bob.messages)
    assert json.loads((await keeper.next("bell.rung_by")).data)["ringNumber"] == 1
    assert all(message.kind != "bell.rung" for message in keeper.messages)


async def test_staff_of_another_capability_hear_nothing(live: Live):
    other, keeper = await live.read(staff("users:other")), await live.read(KEEPER)
    await live.ring(ANN, 1)
    await keeper.next("bell.rung_by")
    assert [message.kind for message in other.messages if message.kind] == []


async def test_a_client_that_comes_back_gets_what_it_missed_once_and_in_order(live: Live):
    first = await live.read(ANN)
    await live.ring(ANN, 1)
    seen = await first.next("bell.rung")
    await first.leave()
    await live.ring(ANN, 2, 3)
    again = await live.read(ANN, **{"last-event-id": seen.id})
    await live.ring(ANN, 4)
    numbers = [json.loads((await again.next("bell.rung")).data)["ringNumber"] for _ in range(3)]
    assert numbers == [2, 3, 4]
    assert [message for message in again.messages if message.kind] == []


async def test_a_client_that_was_cut_off_before_its_first_message_misses_nothing(live: Live):
    first = await live.read(ANN)
    greeting = await first.next()
    await first.leave()
    await live.ring(ANN, 1)
    again = await live.read(ANN, f"?lastEventId={greeting.id}")
    assert json.loads((await again.next("bell.rung")).data) == {"ringNumber": 1}


async def test_another_process_goes_on_where_the_first_one_ended(live: Live):
    reader = await live.read(ANN)
    await live.ring(ANN, 1)
    seen = await reader.next("bell.rung")
    other = Live(live.stage)
    await live.ring(ANN, 2)
    resumed = await other.read(ANN, **{"last-event-id": seen.id})
    assert json.loads((await resumed.next("bell.rung")).data) == {"ringNumber": 2}
    await other.close()


async def test_who_comes_back_too_late_is_told_to_read_anew(live: Live):
    reader = await live.read(ANN)
    await live.ring(ANN, 1, 2)
    seen = await reader.next("bell.rung")
    await live.stage.owner("UPDATE souk.live_message SET told_at = told_at - interval '25 hours'")
    await live.forget()
    again = await live.read(ANN, **{"last-event-id": seen.id})
    assert (await again.next("reset")).data == "{}"
    await live.ring(ANN, 3)
    assert json.loads((await again.next("bell.rung")).data) == {"ringNumber": 3}


@pytest.mark.parametrize("strange", ["900000000000000000", "ten", "9" * 40, "-1"])
async def test_an_id_that_was_never_given_is_told_to_read_anew(live: Live, strange: str):
    reader = await live.read(ANN, **{"last-event-id": strange})
    await reader.next("reset")


async def test_a_hint_that_is_lost_costs_a_look_and_nothing_else(live: Live):
    deaf = Live(live.stage, {"live.look_seconds": 0.05}, hears=False)
    reader = await deaf.read(ANN)
    await live.ring(ANN, 1)
    await reader.next("bell.rung")
    await deaf.close()


async def test_a_quiet_stream_has_a_heartbeat_that_keeps_the_place(live: Live):
    quiet = Live(live.stage, {"live.heartbeat_seconds": 0.05})
    reader = await quiet.read(ANN)
    await reader.next()
    await live.ring(BOB, 1)
    await quiet.streams.feed.look()
    position = str(quiet.streams.feed.position)
    while (await reader.next()).id != position:
        pass
    await quiet.close()


async def test_one_thing_that_cannot_be_shown_does_not_keep_the_others_back(live: Live):
    reader = await live.read(ANN)
    await live.ring(BOB, -1)
    await live.ring(ANN, 1)
    await reader.next("bell.rung")


async def test_nothing_personal_is_ever_shown(live: Live):
    assert ANN.id is not None
    transaction = live.stage.runtime.switchboard.transaction("users", live.context)
    with pytest.raises(CarriesPersonalData):
        transaction.tell(for_person(ANN.id, Whisper(words="Ann Lee")))


async def test_security_15_signing_out_ends_the_streams_within_a_second(live: Live):
    reader, other = await live.read(ANN), await live.read(BOB)
    started = asyncio.get_running_loop().time()
    live.throw_out(ANN)
    assert json.loads((await reader.next("end")).data) | {"retry": 0} == {
        "reason": "signed_out",
        "again": False,
        "retry": 0,
    }
    await reader.ended()
    assert asyncio.get_running_loop().time() - started < 1
    await live.ring(BOB, 1)
    await other.next("bell.rung")


async def test_without_a_token_there_is_no_stream(live: Live):
    reader = await live.read(None)
    await reader.ended()
    assert reader.status == 401


async def test_a_reader_that_takes_nothing_is_cut_off_and_its_memory_is_bounded(live: Live):
    slow, quick = await live.read(ANN), await live.read(KEEPER)
    slow.reads.clear()
    for start in range(0, 2 * MOST, 50):
        await live.ring(ANN, *range(start, start + 50))
    (listener,) = [each for each in live.listeners() if each.actor == ANN]
    assert listener.ending is not None
    assert listener.ending.reason == "slow"
    assert not listener.is_behind
    await quick.next("bell.rung_by")
    slow.reads.set()
    await slow.ended()


async def test_a_reader_that_blocks_for_too_long_is_cut_off(live: Live):
    impatient = Live(live.stage, {"live.patience_seconds": 0.1})
    reader = await impatient.read(ANN)
    reader.reads.clear()
    await live.ring(ANN, 1)
    await reader.ended()
    assert impatient.streams.room.is_empty
    await impatient.close()


async def test_one_person_has_so_many_streams_and_no_more(live: Live):
    narrow = Live(live.stage, {"live.streams_per_person": 2})
    for _ in range(2):
        await narrow.read(ANN)
    third = await narrow.read(ANN)
    assert (third.status, third.headers["retry-after"]) == (429, "30")
    assert (await narrow.read(BOB)).status == 200
    await narrow.close()


async def test_a_process_has_so_many_streams_and_no_more(live: Live):
    narrow = Live(live.stage, {"live.streams": 1})
    first = await narrow.read(ANN)
    refused = await narrow.read(BOB)
    assert (refused.status, "retry-after" in refused.headers) == (503, True)
    await first.leave()
    assert (await narrow.read(BOB)).status == 200
    await narrow.close()


async def test_at_shutdown_streams_end_with_a_hint_and_nobody_is_let_in(live: Live):
    reader = await live.read(ANN)
    live.streams.drain()
    end = await reader.next("end")
    assert json.loads(end.data)["again"] is True
    assert int(end.retry) > 0
    await reader.ended()
    assert (await live.read(BOB)).status == 503


async def test_who_leaves_leaves_nothing_behind(live: Live):
    for _ in range(3):
        reader = await live.read(ANN)
        await reader.leave()
    assert live.streams.room.is_empty


async def test_a_head_request_is_answered_and_holds_nothing(live: Live):
    live.stage.beside = [live.streams.endpoint]
    async with live.stage.client(ANN) as client:
        answer = await client.head("/api/notifications/stream")
    assert (answer.status_code, answer.content) == (200, b"")
    assert live.streams.room.is_empty
