"""Signing out ends what a session has open in every process within a second, whatever becomes of Valkey."""

import os
import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing

import httpx
import pytest

from shop.mounted import MODULES
from shop.places import ROOT
from souk.embedded import EmbeddedValkey
from souk.testing.databases import TestDatabase
from souk.testing.servers import POSTGRES, SECRET, TestServers
from tests.faults.conftest import environment_of
from tests.faults.rolling import Web
from tests.journeys.open_shop import PASSWORD, free_port
from tests.shop.live.wire import SseWire

pytestmark = pytest.mark.slow

ANN = {"email": "ann@example.com", "password": PASSWORD}
AT_MOST = 1.0
ROUNDS = 7  # of which the middle one counts: a machine may stand still for a second, whatever the shop does


class Pair:
    """Two web processes of one shop, and its Valkey."""

    def __init__(self, webs: list[Web], valkey: EmbeddedValkey) -> None:
        self.valkey = valkey
        self.here, self.there = (f"http://127.0.0.1:{web.port}" for web in webs)
        self._elsewhere = ("127.0.0.1", webs[1].port)

    def token(self) -> str:
        answer = httpx.post(f"{self.here}/api/users/login", json=ANN)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["accessToken"])

    def status(self, token: str) -> int:
        headers = {"authorization": f"Bearer {token}"}
        return httpx.get(f"{self.there}/api/users/me", headers=headers).status_code

    def stream(self, token: str) -> SseWire:
        opened = SseWire(self._elsewhere, Authorization=f"Bearer {token}")
        opened.until("retry:")
        return opened

    def sign_out(self, token: str) -> None:
        done = httpx.post(f"{self.here}/api/users/logout", headers={"authorization": f"Bearer {token}"})
        assert done.status_code == 204, done.text

    def seconds_believed(self, token: str, since: float) -> float:
        """Return how late a request could still be sent and be believed, however long its answer took."""
        last = since
        while True:
            sent = time.monotonic()
            if self.status(token) != 200:
                return last - since
            last = sent


@pytest.fixture(scope="module")
def pair(servers: TestServers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    with ExitStack() as open_things:
        valkey = open_things.enter_context(EmbeddedValkey(tmp_path_factory.mktemp("valkey")))
        database = TestDatabase(
            os.environ[POSTGRES], SECRET, [build.__module__.split(".")[1] for build in MODULES]
        )
        database.make()
        open_things.callback(database.drop)
        webs = []
        for _ in range(2):
            port = free_port()
            web = Web(port, environment_of(database, port, valkey.url))
            open_things.callback(web.kill)
            web.start(ROOT)
            webs.append(web)
        made = Pair(webs, valkey)
        person = ANN | {"firstName": "Ann", "lastName": "Lee"}
        assert httpx.post(f"{made.here}/api/users/register", json=person).status_code == 201
        yield made


@pytest.mark.security(15)
@pytest.mark.parametrize("there", [True, False], ids=["with Valkey", "without Valkey"])
def test_signing_out_is_known_in_the_other_process_within_a_second(pair: Pair, *, there: bool):
    if not there:
        pair.valkey.stop()
    took = []
    for _ in range(ROUNDS):
        token = pair.token()
        assert pair.status(token) == 200
        pair.sign_out(token)
        took.append(pair.seconds_believed(token, time.monotonic()))
    assert statistics.median(took) < AT_MOST, took


@pytest.mark.security(15)
@pytest.mark.parametrize("there", [True, False], ids=["with Valkey", "without Valkey"])
def test_signing_out_ends_the_streams_of_the_other_process_within_a_second(pair: Pair, *, there: bool):
    if not there:
        pair.valkey.stop()
    took = []
    for _ in range(ROUNDS):
        token = pair.token()
        with closing(pair.stream(token)) as stream:
            pair.sign_out(token)
            began = time.monotonic()
            stream.until('"reason":"signed_out"')
            took.append(time.monotonic() - began)
    assert statistics.median(took) < AT_MOST, took
