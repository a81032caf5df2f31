"""Rates hold over all processes, with Valkey and without."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from redis.asyncio import Redis

from souk.configuration import ValkeySettings
from souk.limits import GENERAL, Limiter, Rate, TooManyRequests
from souk.limits.limiter import REST
from souk.limits.quotas import SharedQuotas
from souk.limits.rates import read_rates
from souk.testing.servers import VALKEY, TestServers
from souk.valkey import connect
from tests.souk.limits.spender import CLIENTS, RATE, TRIES

TEN = Rate(name="ten", requests=10, seconds=60)
HUNDRED = Rate(name="hundred", requests=100, seconds=60)
PROCESSES = 4


@pytest.fixture
async def valkey(servers: TestServers) -> AsyncIterator["Redis"]:
    made = connect(ValkeySettings(url=os.environ[VALKEY]))
    assert made is not None
    yield made
    await made.aclose()


@pytest.fixture
def quotas(valkey: "Redis") -> SharedQuotas:
    return SharedQuotas(valkey, f"test-{uuid4()}")


async def passed(limiter: Limiter, rate: Rate, times: int, client: str = "ann") -> int:
    async def one() -> int:
        try:
            await limiter.take(rate, client)
        except TooManyRequests:
            return 0
        return 1

    return sum(await asyncio.gather(*(one() for _ in range(times))))


async def test_lets_so_many_pass_and_no_more(quotas: SharedQuotas):
    assert await passed(Limiter(quotas), HUNDRED, 300) == 100


async def test_tells_how_a_client_stands(quotas: SharedQuotas):
    limiter = Limiter(quotas)
    assert [(await limiter.take(TEN, "ann")).left for _ in range(3)] == [9, 8, 7]
    await passed(limiter, TEN, 7)
    with pytest.raises(TooManyRequests) as refused:
        await limiter.take(TEN, "ann")
    assert 58 <= refused.value.data["retryAfter"] <= 60  # type: ignore[operator]


async def test_each_client_has_a_quota_of_its_own(quotas: SharedQuotas):
    limiter = Limiter(quotas)
    assert await passed(limiter, TEN, 20, "ann") == 10
    assert await passed(limiter, TEN, 20, "bob") == 10


async def test_two_processes_share_what_there_is(quotas: SharedQuotas):
    one, two = Limiter(quotas), Limiter(quotas)
    together = await asyncio.gather(passed(one, HUNDRED, 100), passed(two, HUNDRED, 100))
    assert sum(together) == 100


async def test_a_window_ends_and_another_begins(quotas: SharedQuotas, valkey: "Redis"):
    now = 0.0
    limiter = Limiter(quotas, clock=lambda: now)
    short = Rate(name="short", requests=2, seconds=1)
    assert await passed(limiter, short, 5) == 2
    now += 100_000  # beyond what Valkey said, in the limiter's time
    async for key in valkey.scan_iter("test-*:rate:short:ann"):
        await valkey.delete(key)
    assert await passed(limiter, short, 1) == 1


async def test_four_processes_and_two_hundred_clients_never_pass_one_more(servers: TestServers):
    prefix = f"test-{uuid4()}"
    command = [sys.executable, "-m", "tests.souk.limits.spender", os.environ[VALKEY], prefix]
    running = [
        await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE) for _ in range(PROCESSES)
    ]
    total: Counter[str] = Counter()
    for process in running:
        output, _ = await process.communicate()
        assert process.returncode == 0
        total.update(json.loads(output))
    assert len(total) == CLIENTS
    assert RATE.requests < PROCESSES * TRIES
    assert max(total.values()) <= RATE.requests
    assert min(total.values()) >= 0.9 * RATE.requests  # what is leased and not spent is little


async def test_without_valkey_each_process_is_stricter():
    gone = connect(ValkeySettings(url="redis://127.0.0.1:1/0"))
    assert gone is not None
    limiter = Limiter(SharedQuotas(gone, "nowhere"))
    assert await passed(limiter, TEN, 20) == 5
    assert await passed(limiter, GENERAL, 200) == GENERAL.requests
    await gone.aclose()


async def test_a_valkey_that_swallows_every_question_costs_one_request_its_patience_not_all():
    now = 0.0
    with socket.create_server(("127.0.0.1", 0), backlog=200) as black_hole:
        deaf = connect(ValkeySettings(url=f"redis://127.0.0.1:{black_hole.getsockname()[1]}/0"), 60.0)
        assert deaf is not None
        limiter = Limiter(SharedQuotas(deaf, "nowhere"), clock=lambda: now, patience=0.05)
        await limiter.take(TEN, "first")
        limiter._patience = 60.0
        await asyncio.gather(*(limiter.take(TEN, f"resting-{number}") for number in range(50)))
        now += REST
        tasks = [asyncio.create_task(limiter.take(TEN, f"later-{number}")) for number in range(50)]
        _, asking = await asyncio.wait(tasks, timeout=1)
        assert len(asking) == 1
        for task in asking:
            task.cancel()
        await asyncio.wait(asking)
        await deaf.aclose()


async def test_settings_replace_a_rate_by_its_name():
    limiter = Limiter(None, ["ten=4/60"])
    assert limiter.configured(TEN) == Rate(name="ten", requests=4, seconds=60, alone=4)
    assert limiter.configured(HUNDRED) is HUNDRED


@pytest.mark.parametrize("written", ["ten", "ten=0/60", "ten=5", "=5/60", "ten=5/60s"])
def test_says_what_is_no_rate(written: str):
    with pytest.raises(ValueError, match="is no rate"):
        read_rates([written])
