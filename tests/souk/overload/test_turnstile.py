"""More is asked than can be served: some are refused soon, the others hardly notice."""

import asyncio

import pytest

from souk.configuration import OverloadSettings
from souk.overload import Overloaded, Turnstile
from tests.souk.overload.virtual import CAPACITY, Day, Server, simulated

SETTINGS = OverloadSettings()
LEARNING, ADAPTING, SECONDS, HANGING = 1.0, 0.5, 1.5, 2.0  # of virtual time


async def calm_then(
    factor: float, settings: OverloadSettings | None, urgent: float = 0.0
) -> tuple[Day, Server]:
    """Return what a calm time was like, and the server after `factor` times its capacity was offered.

    What came in the first half second of that is not counted: nobody knew yet that it would go on.
    """
    server = Server(settings)
    await server.offered(0.5 * CAPACITY, LEARNING)
    calm, server.others = server.others, Day()
    offering = asyncio.create_task(
        server.offered(factor * CAPACITY, ADAPTING + SECONDS, urgent=urgent, seed=2)
    )
    await asyncio.sleep(ADAPTING)
    server.urgent, server.others = Day(), Day()
    await offering
    return calm, server


@pytest.fixture(scope="module")
def crowd() -> tuple[Day, Server]:
    return simulated(lambda: calm_then(3, SETTINGS, urgent=0.1))


def test_at_three_times_the_capacity_those_who_are_served_hardly_notice(crowd: tuple[Day, Server]):
    calm, server = crowd
    assert server.others.p99() < 4 * calm.p99()
    served = len(server.others.took) + len(server.urgent.took)
    assert served > 0.9 * CAPACITY * SECONDS, "refusing is no excuse for being idle"


def test_who_pays_is_served_before_who_looks_around(crowd: tuple[Day, Server]):
    calm, server = crowd
    assert server.urgent.shed == 0
    assert server.urgent.p99() < 4 * calm.p99()
    assert server.others.shed > len(server.others.took)


def test_who_is_refused_is_told_soon(crowd: tuple[Day, Server]):
    _, server = crowd
    assert max(server.others.shed_after) < 2 * SETTINGS.hurried_seconds


def test_without_it_everybody_would_wait():
    calm, server = simulated(lambda: calm_then(3, None))
    assert server.others.p99() > 40 * calm.p99()


def test_below_the_capacity_nobody_is_refused():
    _, server = simulated(lambda: calm_then(0.9, SETTINGS))
    assert server.others.shed == 0


def test_a_burst_is_served_in_order():
    async def burst() -> Server:
        server = Server(SETTINGS)
        await asyncio.gather(*(server._ask(False) for _ in range(100)))
        return server

    server = simulated(burst)
    assert (len(server.others.took), server.others.shed) == (100, 0)


def test_requests_that_hang_do_not_keep_the_others_out():
    async def hanging() -> Day:
        server = Server(SETTINGS)
        await server.offered(0.5 * CAPACITY, LEARNING)
        server.others = Day()
        assert server.turnstile

        async def hang() -> None:
            assert server.turnstile
            await server.turnstile.enter(urgent=False)
            await asyncio.sleep(HANGING)
            server.turnstile.leave()

        stuck = []
        for _ in range(100):
            stuck.append(asyncio.create_task(hang()))
            await server.offered(0.5 * CAPACITY, 0.02)
        await asyncio.gather(*stuck, return_exceptions=True)
        return server.others

    day = simulated(hanging)
    assert day.shed < 0.02 * len(day.took)


async def test_a_turn_that_nobody_wants_any_more_goes_to_the_next():
    turnstile = Turnstile(OverloadSettings(at_once_least=1, at_once_most=1, patience_seconds=60))
    await turnstile.enter(urgent=False)
    first, second = (asyncio.create_task(turnstile.enter(urgent=False)) for _ in range(2))
    await asyncio.sleep(0)
    turnstile.leave()
    first.cancel()  # in the moment in which its turn has come
    await asyncio.wait([first, second])
    assert first.cancelled()
    assert second.done()
    turnstile.leave()
    await turnstile.enter(urgent=False)


async def test_who_leaves_the_line_is_forgotten():
    turnstile = Turnstile(OverloadSettings(at_once_least=1, at_once_most=1, patience_seconds=60))
    await turnstile.enter(urgent=False)
    impatient = asyncio.create_task(turnstile.enter(urgent=False))
    await asyncio.sleep(0)
    impatient.cancel()
    await asyncio.wait([impatient])
    turnstile.leave()
    await turnstile.enter(urgent=False)


async def test_a_line_has_an_end():
    settings = OverloadSettings(at_once_least=1, at_once_most=1, waiting_most=1, patience_seconds=60)
    turnstile = Turnstile(settings)
    await turnstile.enter(urgent=False)
    oldest, newest = (asyncio.create_task(turnstile.enter(urgent=False)) for _ in range(2))
    with pytest.raises(Overloaded):
        await oldest
    turnstile.leave()
    await newest
