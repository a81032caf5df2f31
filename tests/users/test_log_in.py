"""Signing in."""

import asyncio

from modules.users.log_in.handler import LogIn
from modules.users.password_hashing import Argon2Passwords
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


async def test_leaves_the_event_loop_free_while_it_checks_a_password():
    checking = asyncio.create_task(Argon2Passwords().matches("correct horse", None))
    turns = 0
    while not checking.done():
        await asyncio.sleep(0)
        turns += 1
    # Thousands of turns pass on any machine; if the hash were made on the loop, it would be two.
    assert turns > 100
