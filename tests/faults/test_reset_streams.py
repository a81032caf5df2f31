"""A thousand live streams are opened and reset, as by phones that lose the net: nothing of them is left."""

import os
import socket
import struct
from collections.abc import Iterator

import httpx
import psutil
import pytest

from souk.testing.servers import POSTGRES, VALKEY, TestServers
from tests.faults.rehearsal import PATIENCE, Rehearsal, rehearsing
from tests.journeys.open_shop import until
from tests.shop.live.wire import SseWire

pytestmark = pytest.mark.slow

AT_ONCE, ROUNDS = 200, 6  # the first round fills pools and caches, five are looked at: a thousand streams
MORE_MEMORY = 20 * 2**20
RESET_AT_CLOSE = struct.pack("ii", 1, 0)


@pytest.fixture(scope="module")
def rehearsal(servers: TestServers) -> Iterator[Rehearsal]:
    many = {"SOUK_LIVE_STREAMS_PER_PERSON": str(AT_ONCE)}
    with rehearsing(os.environ[POSTGRES], os.environ[VALKEY], **many) as made:
        made.start("worker")
        yield made


def test_a_thousand_streams_that_are_reset_leave_nothing_behind(rehearsal: Rehearsal):
    web = _process_that_listens(rehearsal)
    with rehearsal.shop.sign_in("admin@example.com") as admin:
        token = admin.headers["authorization"]
    _open_and_reset(rehearsal, token)
    files, memory = web.num_fds(), web.memory_info().rss
    for _ in range(ROUNDS - 1):
        _open_and_reset(rehearsal, token)
    until(lambda: web.num_fds() <= files + 10, PATIENCE)
    assert web.memory_info().rss < memory + MORE_MEMORY
    rehearsal.settled()


def _open_and_reset(rehearsal: Rehearsal, token: str) -> None:
    url = httpx.URL(rehearsal.shop.address)
    streams = []
    for _ in range(AT_ONCE):
        streams.append(SseWire((url.host, url.port or 80), Authorization=token))
        streams[-1].until("retry:")
    assert _open_streams(rehearsal) == AT_ONCE
    for stream in streams:
        stream._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_AT_CLOSE)
        stream.close()
    until(lambda: _open_streams(rehearsal) == 0, PATIENCE)


def _open_streams(rehearsal: Rehearsal) -> int:
    metrics = httpx.get(f"{rehearsal.shop.address}/metrics").text
    (line,) = [line for line in metrics.splitlines() if line.startswith("souk_live_streams ")]
    return int(float(line.split()[1]))


def _process_that_listens(rehearsal: Rehearsal) -> psutil.Process:
    """Return the child of the web that serves: the one that has all the modules in its memory."""
    parent = psutil.Process(rehearsal.processes[0].pid)
    return max(parent.children(recursive=True), key=lambda each: each.memory_info().rss)
