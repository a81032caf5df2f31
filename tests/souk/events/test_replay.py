"""Replay: history is heard again, by those who declared that it may."""

from datetime import UTC, datetime

import pytest

from souk.events.replay import NotReplayable
from souk.modules import hears, hears_batch
from tests.souk.events.conftest import Works, until
from tests.souk.events.toys import Counted, note, project


async def counted(works: Works) -> None:
    runtime = await works.running(hears_batch(project, replayable=True), hears(note))
    await works.count(runtime, ["a", "b"], 3)
    await until(works.nothing_pending)


async def test_hears_all_of_history_again_in_order(works: Works):
    await counted(works)
    assert await works.desk.replay("users.project") == 6
    await until(works.nothing_pending)
    assert await works.ledger("project") == {"a": [1, 2, 3, 1, 2, 3], "b": [1, 2, 3, 1, 2, 3]}
    assert await works.ledger("note") == {"a": [1, 2, 3], "b": [1, 2, 3]}


async def test_hears_one_key_again(works: Works):
    await counted(works)
    assert await works.desk.replay("users.project", key="a") == 3


async def test_hears_single_events_again(works: Works):
    await counted(works)
    rows = await works.rows("SELECT id FROM souk.event ORDER BY position LIMIT 2")
    assert await works.desk.replay("users.project", ids=[row["id"] for row in rows]) == 2


async def test_hears_a_type_again(works: Works):
    await counted(works)
    assert await works.desk.replay("users.project", type=Counted.wire) == 6
    assert await works.desk.replay("users.project", type="users.other.v1") == 0


async def test_hears_a_time_range_again(works: Works):
    await counted(works)
    rows = await works.rows("SELECT published_at FROM souk.event ORDER BY position")
    third = rows[2]["published_at"]
    assert await works.desk.replay("users.project", until=third) == 2
    await until(works.nothing_pending)
    assert await works.desk.replay("users.project", since=third) == 4
    await until(works.nothing_pending)
    assert await works.desk.replay("users.project", since=datetime.now(UTC)) == 0


async def test_what_is_still_on_its_way_is_not_doubled(works: Works):
    runtime = works.runtime(hears_batch(project, replayable=True))
    await runtime.dispatcher.subscribe()
    await works.count(runtime, ["a"], 3)
    assert await works.desk.replay("users.project") == 0
    runtime.dispatch()
    await until(works.nothing_pending)
    assert await works.ledger("project") == {"a": [1, 2, 3]}


async def test_refuses_a_subscriber_that_would_act_twice(works: Works):
    await counted(works)
    with pytest.raises(NotReplayable):
        await works.desk.replay("users.note")
    with pytest.raises(NotReplayable):
        await works.desk.replay("users.nobody")
