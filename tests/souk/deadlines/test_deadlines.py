"""Work is cancelled when its time is up, and that cancellation is told from any other."""

import asyncio
import time

import pytest

from souk.deadlines import PAUSE, Deadlines

FOREVER = 60.0


async def work(deadlines: Deadlines, seconds: float, sleep: float = FOREVER) -> str:
    limit = deadlines.begin(seconds)
    try:
        await asyncio.sleep(sleep)
    except asyncio.CancelledError:
        if deadlines.end(limit):
            return "late"
        raise
    deadlines.end(limit)
    return "done"


async def a_turn(none: float = 0) -> None:
    """Let the tasks that are ready run until they wait."""
    await asyncio.sleep(none)


async def test_what_is_done_in_time_is_left_alone():
    assert await work(Deadlines(), FOREVER, sleep=0) == "done"


async def test_what_takes_too_long_is_cancelled():
    started = time.perf_counter()
    assert await work(Deadlines(), 0.1) == "late"
    assert 0.1 <= time.perf_counter() - started < 1


async def test_a_task_goes_on_after_its_deadline_as_if_nothing_had_been():
    assert await work(Deadlines(), 0.01) == "late"
    task = asyncio.current_task()
    assert task
    assert task.cancelling() == 0


async def test_somebody_elses_wish_to_stop_is_no_deadline():
    task = asyncio.create_task(work(Deadlines(), FOREVER))
    await a_turn()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_both_at_once_is_a_wish_to_stop():
    deadlines = Deadlines()

    async def stopped_while_late() -> str:
        limit = deadlines.begin(FOREVER)
        try:
            await asyncio.sleep(FOREVER)
        except asyncio.CancelledError:
            return "late" if deadlines.end(limit) else "stopped"
        raise AssertionError

    task = asyncio.create_task(stopped_while_late())
    await a_turn()
    next(iter(deadlines._limits)).cancel()
    task.cancel()
    assert await task == "stopped"


async def test_the_inner_deadline_passes_first():
    outer, inner = Deadlines(), Deadlines()
    limit = outer.begin(FOREVER)
    assert await work(inner, 0.05) == "late"
    assert not outer.end(limit)


async def test_the_outer_deadline_passes_through_the_inner_work():
    outer, inner = Deadlines(), Deadlines()
    limit = outer.begin(0.05)
    with pytest.raises(asyncio.CancelledError):
        await work(inner, FOREVER)
    assert outer.end(limit)


async def test_a_deadline_may_be_moved():
    deadlines = Deadlines()
    limit = deadlines.begin(0.01)
    limit.move(FOREVER)
    assert await work(Deadlines(), 3 * PAUSE) == "late"
    assert not deadlines.end(limit)


async def test_many_are_watched_together():
    deadlines = Deadlines()
    works = [work(deadlines, 0.05 if number % 2 else FOREVER, sleep=0.3) for number in range(100)]
    assert await asyncio.gather(*works) == ["done", "late"] * 50


def test_serves_one_event_loop_after_another():
    deadlines = Deadlines()
    assert asyncio.run(work(deadlines, 0.01)) == "late"
    assert asyncio.run(work(deadlines, 0.01)) == "late"


def test_a_loop_that_died_with_work_in_it_does_not_stop_the_watch():
    deadlines = Deadlines()
    loop = asyncio.new_event_loop()
    task = loop.create_task(work(deadlines, FOREVER))
    loop.run_until_complete(a_turn())
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        loop.run_until_complete(task)
    loop.close()
    assert asyncio.run(work(deadlines, 0.01)) == "late"
