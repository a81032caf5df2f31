"""What one process signals, the others hear; a Valkey that is away costs nobody anything."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from pathlib import Path

import pytest_asyncio

from souk.configuration import ValkeySettings
from souk.embedded import EmbeddedValkey
from souk.endings import end
from souk.signals import Signals
from souk.testing.patience import until
from souk.testing.servers import VALKEY, TestServers

Heard = list[set[str]]
Listening = Callable[..., Awaitable[tuple[Signals, Heard]]]


@pytest_asyncio.fixture
async def listening() -> AsyncIterator[Listening]:
    """Start a process that listens to a channel, and return what it hears; by the first call it listens."""
    started: list[tuple[Signals, asyncio.Task[None]]] = []

    async def start(settings: ValkeySettings, *channels: str) -> tuple[Signals, Heard]:
        signals, heard = Signals(settings), Heard()

        def hear(words: Collection[str]) -> None:
            heard.append(set(words))

        for channel in channels:
            signals.hear(channel, hear)
        started.append((signals, asyncio.create_task(signals.listen())))
        return signals, heard

    yield start
    for signals, task in started:
        await end([task])
        await signals.close()


def shared() -> ValkeySettings:
    return ValkeySettings(url=os.environ[VALKEY], prefix=secrets.token_hex(8))


async def test_others_hear_the_words_of_their_channels(servers: TestServers, listening: Listening):
    settings = shared()
    _, a_and_b = await listening(settings, "a", "b")
    _, only_b = await listening(settings, "b")
    await until(lambda: _has(a_and_b, 2))
    await until(lambda: _has(only_b, 1))
    speaker, _ = await listening(settings, "c")
    speaker.send("a", ["one", "two"])
    speaker.send("b", ["three"])
    await until(lambda: _has(a_and_b, 4))
    await until(lambda: _has(only_b, 2))
    assert a_and_b[:2] == [set(), set()], "anything may have been missed when listening begins"
    assert sorted(map(sorted, a_and_b[2:])) == [["one", "two"], ["three"]]
    assert only_b[1:] == [{"three"}]


async def test_the_sender_does_not_hear_itself(servers: TestServers, listening: Listening):
    settings = shared()
    speaker, own = await listening(settings, "a")
    _, others = await listening(settings, "a")
    await until(lambda: _has(own, 1))
    await until(lambda: _has(others, 1))
    speaker.send("a", ["word"])
    await until(lambda: _has(others, 2))
    assert own == [set()]


async def test_signals_in_a_hurry_run_together(servers: TestServers, listening: Listening):
    settings = shared()
    _, heard = await listening(settings, "a")
    await until(lambda: _has(heard, 1))
    speaker, _ = await listening(settings, "b")
    for number in range(1000):
        speaker.send("a", [str(number % 10)])
    await until(lambda: _is_whole(heard, {str(number) for number in range(10)}))
    assert len(heard) < 10


async def test_listens_again_when_valkey_is_back_and_says_that_something_may_be_missed(
    listening: Listening, tmp_path: Path
):
    valkey = EmbeddedValkey(tmp_path / "valkey")
    settings = ValkeySettings(url=valkey.url)
    speaker, _ = await listening(settings, "b")
    _, heard = await listening(settings, "a")
    valkey.start()
    try:
        await until(lambda: _has(heard, 1))
        await until(lambda: _gets_through(speaker, heard))
    finally:
        valkey.stop()
    assert heard[0] == set()


async def _has(heard: Heard, times: int) -> bool:
    return len(heard) >= times


async def _is_whole(heard: Heard, words: set[str]) -> bool:
    return set[str]().union(*heard) == words


async def _gets_through(speaker: Signals, heard: Heard) -> bool:
    speaker.send("a", ["word"])
    return {"word"} in heard
