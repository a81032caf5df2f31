"""A web server whose supervisor is killed stops as if it had been told to, and the port is free again."""

import os
import signal

import httpx
import pytest

from souk.testing.servers import POSTGRES, VALKEY, TestServers
from tests.faults.rehearsal import PATIENCE, rehearsing
from tests.journeys.open_shop import answers, until

pytestmark = [pytest.mark.slow]


def refuses(address: str) -> bool:
    try:
        httpx.get(address)
    except httpx.ConnectError:
        return True
    except httpx.HTTPError:
        return False
    return False


def test_a_web_whose_supervisor_is_killed_makes_room_for_the_next_one(servers: TestServers):
    with rehearsing(os.environ[POSTGRES], os.environ[VALKEY]) as rehearsal:
        (supervisor,) = rehearsal.processes
        supervisor.send_signal(signal.SIGKILL)
        supervisor.wait()
        until(lambda: refuses(rehearsal.shop.address), PATIENCE)
        rehearsal.start("serve")
        until(lambda: answers(rehearsal.shop), PATIENCE)
