"""Signing in."""

import asyncio
import time

from modules.users.log_in.handler import LogIn
from modules.users.register.handler import Register
from souk.testing import Stage

ANN = Register(email="ann@example.com", password="correct horse", first_name="Ann", last_name="Lee")


async def test_gives_an_access_token_and_a_refresh_cookie(stage: Stage):
    await stage.do(ANN)
    async with stage.client() as client:
        answer = await client.post(
            "/api/users/login", json={"email": "ANN@example.com", "password": "correct horse"}
        )
        me = await client.get(
            "/api/users/me", headers={"authorization": f"Bearer {answer.json()['accessToken']}"}
        )
    assert answer.status_code == 200
    assert answer.json()["tokenType"] == "Bearer"
    assert answer.json()["expiresIn"] == 900
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("souk_refresh=")
    assert cookie.endswith("; Path=/api/users; Max-Age=604800; HttpOnly; SameSite=Strict")
    assert me.json()["email"] == "ann@example.com"


async def test_says_the_same_of_an_unknown_address_and_a_wrong_password(stage: Stage):
    await stage.do(ANN)
    async with stage.client() as client:
        wrong = await client.post(
            "/api/users/login", json={"email": "ann@example.com", "password": "wrong horse"}
        )
        unknown = await client.post(
            "/api/users/login", json={"email": "bob@example.com", "password": "wrong horse"}
        )
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json()["code"] == unknown.json()["code"] == "wrong_credentials"
    assert wrong.json()["detail"] == unknown.json()["detail"]


async def test_a_token_is_worth_nothing_after_fifteen_minutes(stage: Stage):
    await stage.do(ANN)
    granted = await stage.do(LogIn(email="ann@example.com", password="correct horse"))
    bearer = {"authorization": f"Bearer {granted.access_token}"}
    async with stage.client() as client:
        stage.clock.advance(minutes=14, seconds=59)
        assert (await client.get("/api/users/me", headers=bearer)).status_code == 200
        stage.clock.advance(seconds=1)
        assert (await client.get("/api/users/me", headers=bearer)).status_code == 401


async def test_twenty_logins_at_once_do_not_hold_up_the_event_loop(stage: Stage):
    await stage.do(ANN)
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.005)
            longest = max(longest, time.perf_counter() - before - 0.005)

    watching = asyncio.create_task(watch())
    logins = (stage.do(LogIn(email="ann@example.com", password="correct horse")) for _ in range(20))
    await asyncio.gather(*logins)
    watching.cancel()
    # One hash takes about 25 ms and there are twenty: on the loop they would hold it for half a second.
    assert longest < 0.2
