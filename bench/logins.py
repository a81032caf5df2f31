"""What signing in costs, and whom it costs it.

Run: python bench/logins.py [seconds] [rounds]. Verifying a token at a request, each token used ten times
(budget 100 µs at the median) and at first sight, beside bare Ed25519; signing in to known and to unknown
addresses (they should take the same); and the p99 of other requests while sign-ins storm in (budget: twice
what it is without).
"""

import asyncio
import os
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from stand import Figure, show

from modules.users.authenticator import SessionAuthenticator
from modules.users.domain.tokens import Claims, Revocations
from modules.users.revocation_watch import RevocationWatch
from modules.users.tokens import AccessTokens
from modules.users.watch_sessions.handler import WatchSessions
from souk.kernel import CLOCK, new_id
from souk.testing.databases import TestDatabase
from souk.testing.servers import POSTGRES, SECRET, VALKEY, TestServers

ROOT = Path(__file__).parents[1]
PORT = 8441
ADDRESS = f"http://127.0.0.1:{PORT}"
PASSWORD = "correct horse"
ACCOUNTS = 20
AT_ONCE = 8
BUDGET_MICROSECONDS, BUDGET_RATIO = 100, 2.0


class Everything:
    """Answers the watch's question without a database, so that verification alone is measured."""

    def __init__(self, keys: list[Any]) -> None:
        self._keys = keys

    async def carry(self, *_: Any) -> Any:
        return Revocations(sessions=[], keys=self._keys)


class Verified(NamedTuple):
    """Microseconds, at the median."""

    request: float
    first: float
    bare: float


async def microseconds_to_verify(rounds: int = 1000, uses: int = 10) -> Verified:
    """Measure each request of sessions that make ten of them, the first ones, and the signature alone."""
    clock = CLOCK
    tokens = AccessTokens(SECRET, clock)
    key = tokens.new_key("bench", clock.now())
    watch = RevocationWatch(lambda everything: WatchSessions(everything=everything))
    gate, carrier = SessionAuthenticator(tokens, watch, clock, wakes=[]), Everything([key])
    issued = [
        tokens.issue(
            Claims(account_id=new_id(), session_id=new_id(), authority=1, capabilities=frozenset({"a:b"})),
            [key],
        )
        for _ in range(rounds)
    ]
    took: list[list[float]] = [[] for _ in range(uses)]
    for use in took:
        for token in issued:
            began = time.perf_counter()
            await gate.authenticate(token, carrier)
            use.append(time.perf_counter() - began)
    every = [each for use in took for each in use]
    return Verified(*(statistics.median(times) * 1e6 for times in (every, took[0], bare_ed25519(rounds))))


def bare_ed25519(rounds: int) -> list[float]:
    private = Ed25519PrivateKey.generate()
    public, message, took = private.public_key(), b"a" * 400, []
    signature = private.sign(message)
    for _ in range(rounds):
        began = time.perf_counter()
        public.verify(signature, message)
        took.append(time.perf_counter() - began)
    return took


@asynccontextmanager
async def served() -> AsyncIterator[httpx.AsyncClient]:
    servers = TestServers()
    servers.start()
    database = TestDatabase(os.environ[POSTGRES], SECRET, ["users", "catalog", "cart", "orders", "payments"])
    database.make()
    environment = os.environ | {
        "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
        "SOUK_SECRET": SECRET,
        "SOUK_DATABASE_URL": database.url,
        "SOUK_VALKEY_URL": os.environ[VALKEY],
        "SOUK_WEB_PORT": str(PORT),
        "SOUK_WEB_TRUSTED_PROXIES": "127.0.0.1",
        "SOUK_LIMITS_ENABLED": "false",
        "SOUK_LOGGING_ACCESS": "false",
        "SOUK_LOGGING_LEVEL": "error",
    }
    for name in ("SOUK_TEST_POSTGRES", "SOUK_TEST_VALKEY"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "shop", "serve"]
    server = subprocess.Popen(command, env=environment, cwd=ROOT)  # noqa: ASYNC220 - once, before anything runs
    try:
        async with httpx.AsyncClient(base_url=ADDRESS, timeout=30) as client:
            await ready(client)
            yield client
    finally:
        server.terminate()
        server.wait(20)
        database.drop()
        servers.stop()


async def ready(client: httpx.AsyncClient) -> None:
    for _ in range(600):
        with suppress(httpx.TransportError):
            if (await client.get("/health/live")).status_code == 200:
                return
        await asyncio.sleep(0.1)
    raise SystemExit("the shop did not open")


def somewhere(number: int) -> dict[str, str]:
    """Come from another address each time: what is measured is Argon2, not the throttle."""
    return {"x-forwarded-for": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}


async def sign_in(client: httpx.AsyncClient, number: int, email: str) -> httpx.Response:
    body = {"email": email, "password": PASSWORD}
    return await client.post("/api/users/login", json=body, headers=somewhere(number))


async def milliseconds_to_sign_in(client: httpx.AsyncClient, rounds: int = 40) -> tuple[float, float]:
    """Return the medians for a wrong password of a known account, and for an unknown address."""
    took: dict[str, list[float]] = {"known": [], "unknown": []}
    for number in range(rounds):
        for kind, email in (
            ("known", f"p{number % ACCOUNTS}@example.com"),
            ("unknown", f"x{number}@example.com"),
        ):
            began = time.perf_counter()
            body = {"email": email, "password": "wrong horse"}
            await client.post("/api/users/login", json=body, headers=somewhere(1000 + number))
            took[kind].append(time.perf_counter() - began)
    return statistics.median(took["known"]) * 1000, statistics.median(took["unknown"]) * 1000


async def p99(client: httpx.AsyncClient, token: str, seconds: float) -> float:
    """Ask who one is, again and again at a steady pace, and return the slowest hundredth in milliseconds."""
    took, limit, number = [], time.monotonic() + seconds, 0
    while time.monotonic() < limit:
        number += 1
        headers = somewhere(2_000_000 + number) | {"authorization": f"Bearer {token}"}
        began = time.perf_counter()
        answer = await client.get("/api/users/me", headers=headers)
        took.append(time.perf_counter() - began)
        assert answer.status_code == 200, answer.text
        await asyncio.sleep(0.005)
    return sorted(took)[int(len(took) * 0.99)] * 1000


async def storm(client: httpx.AsyncClient, stop: asyncio.Event) -> int:
    done, numbers = 0, iter(range(100_000, 1_000_000))

    async def one() -> None:
        nonlocal done
        while not stop.is_set():
            number = next(numbers)
            answer = await sign_in(client, number, f"p{number % ACCOUNTS}@example.com")
            done += answer.status_code == 200

    await asyncio.gather(*(one() for _ in range(AT_ONCE)))
    return done


class Storm(NamedTuple):
    """The p99 of other requests before and during a storm, in milliseconds, and its sign-ins a second."""

    calm: float
    stormy: float
    sign_ins: float


async def stormed(client: httpx.AsyncClient, token: str, seconds: float) -> Storm:
    calm = await p99(client, token, seconds)
    stop = asyncio.Event()
    storming = asyncio.create_task(storm(client, stop))
    await asyncio.sleep(1)
    stormy = await p99(client, token, seconds)
    stop.set()
    return Storm(calm, stormy, await storming / (seconds + 1))


async def main(seconds: float = 8.0, rounds: float = 3) -> None:
    verified = await microseconds_to_verify()
    async with served() as client:
        for number in range(ACCOUNTS):
            person = {
                "email": f"p{number}@example.com",
                "password": PASSWORD,
                "firstName": "P",
                "lastName": "Q",
            }
            answer = await client.post("/api/users/register", json=person, headers=somewhere(number))
            assert answer.status_code == 201, answer.text
        known, unknown = await milliseconds_to_sign_in(client)
        token = (await sign_in(client, 0, "p0@example.com")).json()["accessToken"]
        storms = [await stormed(client, token, seconds) for _ in range(int(rounds))]
    show(
        [
            Figure(
                "verify a token, at each of ten requests",
                [verified.request],
                "µs",
                BUDGET_MICROSECONDS,
                at_least=False,
            ),
            Figure("   at first sight", [verified.first], "µs"),
            Figure("   bare Ed25519", [verified.bare], "µs"),
            Figure("refuse a sign-in, known address", [known], "ms"),
            Figure("   unknown / known", [unknown / known], "fold"),
            Figure("sign-ins in a storm", [each.sign_ins for each in storms], "a second"),
            Figure("   other requests' p99 before", [each.calm for each in storms], "ms"),
            Figure(
                "   other requests' p99 / calm",
                [each.stormy / each.calm for each in storms],
                "fold",
                BUDGET_RATIO,
                at_least=False,
            ),
        ]
    )


if __name__ == "__main__":
    asyncio.run(main(*(float(argument) for argument in sys.argv[1:])))
