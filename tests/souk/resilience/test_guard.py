"""A guard before a party that may be slow or away."""

import asyncio

import pytest

from souk.configuration import ValkeySettings
from souk.resilience import Circuits, Guard, Limits, Resting


class Away(Exception):
    """Certainly nothing happened."""


class Unsure(Exception):
    """Perhaps something happened."""


class No(Exception):
    """An answer."""


class Party:
    """Raises what it is told to, then answers."""

    def __init__(self, *raises):
        self.raises = list(raises)
        self.called = 0

    async def __call__(self):
        self.called += 1
        if self.raises:
            raise self.raises.pop(0)
        return "yes"


def guard(circuits, **limits):
    return Guard("bank", Limits(**limits), circuits, harmless=(Away,), doubtful=(Unsure,))


async def test_tries_again_what_certainly_had_no_effect(here):
    party = Party(Away(), Away())
    assert await guard(here, tries=3).call(party) == "yes"
    assert party.called == 3


async def test_gives_up_after_so_many_tries(here):
    party = Party(*[Away()] * 5)
    with pytest.raises(Away):
        await guard(here, tries=2).call(party)
    assert party.called == 2


async def test_never_repeats_what_may_have_had_an_effect(here):
    for error in (Unsure(), No()):
        party = Party(error)
        with pytest.raises(type(error)):
            await guard(here, tries=3).call(party)
        assert party.called == 1


async def test_waits_no_longer_than_it_may(here):
    async def silent():
        await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        await guard(here, seconds=0.01).call(silent)


async def test_what_fails_here_rests_everywhere(here, elsewhere):
    for _ in range(3):
        with pytest.raises(Unsure):
            await guard(here).call(Party(Unsure()))
    untouched = Party()
    with pytest.raises(Resting) as resting:
        await guard(elsewhere).call(untouched)
    assert untouched.called == 0
    assert resting.value.until == await guard(here).resting_until()


async def test_failures_in_several_processes_add_up(here, elsewhere):
    for circuits in (here, elsewhere, here):
        with pytest.raises(Unsure):
            await guard(circuits).call(Party(Unsure()))
    assert await guard(elsewhere).resting_until()


async def test_tries_again_after_the_rest_and_closes_when_it_is_answered(valkey):
    circuits = Circuits(valkey, failures=1, rest=0)
    with pytest.raises(Unsure):
        await guard(circuits).call(Party(Unsure()))
    assert await guard(circuits).call(Party()) == "yes"
    assert await guard(circuits).resting_until() is None
    await circuits.close()


async def test_an_answer_that_we_do_not_like_is_an_answer(here):
    for _ in range(5):
        with pytest.raises(No):
            await guard(here).call(Party(No()))
    assert await guard(here).resting_until() is None


async def test_goes_on_alone_when_valkey_is_away(tmp_path):
    nowhere = ValkeySettings(url=f"unix://{tmp_path}/nothing.sock")
    circuits = Circuits(nowhere, failures=2, rest=60)
    assert await guard(circuits).call(Party()) == "yes"
    for _ in range(2):
        with pytest.raises(Unsure):
            await guard(circuits).call(Party(Unsure()))
    with pytest.raises(Resting):
        await guard(circuits).call(Party())
    await circuits.close()


async def test_makes_no_more_calls_at_once_than_it_may(here):
    narrow = guard(here, at_once=2)
    under_way, most = 0, 0
    release = asyncio.Event()

    async def call():
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        if under_way == 2:
            release.set()
        await release.wait()
        under_way -= 1

    await asyncio.gather(*(narrow.call(call) for _ in range(10)))
    assert most == 2


async def test_who_waits_too_long_for_a_turn_is_sent_away(here):
    narrow = guard(here, at_once=1, seconds=0.05)
    await narrow._turns.acquire()
    untouched = Party()
    with pytest.raises(Resting):
        await narrow.call(untouched)
    assert untouched.called == 0
