"""Signing in."""

import asyncio
from functools import partial
from typing import Any

import msgspec
import pytest
from argon2 import PasswordHasher
from httpx import ASGITransport, AsyncClient

from modules.users.domain.attempts import TooManyAttempts
from modules.users.log_in.handler import LogIn, WrongCredentials
from modules.users.password_hashing import Argon2Passwords
from modules.users.register.handler import Register
from modules.users.request_password_reset.handler import RequestPasswordReset
from modules.users.reset_password.handler import ResetPassword
from modules.users.settings import MEMORY_KIB, PASSES
from souk.testing import Stage
from tests.users.people import token_in_mail

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


@pytest.mark.security(4)
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


@pytest.mark.security(10)
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
    checking = asyncio.create_task(
        Argon2Passwords(memory_kib=MEMORY_KIB, passes=PASSES).matches("correct horse", None)
    )
    turns = 0
    while not checking.done():
        await asyncio.sleep(0)
        turns += 1
    # Thousands of turns pass on any machine; if the hash were made on the loop, it would be two.
    assert turns > 100


def computations(stage: Stage) -> int:
    """Return how many times Argon2 has run."""
    (_, handling) = stage.registry.handlings[LogIn]
    assert isinstance(handling.function, partial)
    passwords = handling.function.keywords["passwords"]
    assert isinstance(passwords, Argon2Passwords)
    return passwords.done


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("login", {"email": "ann@example.com", "password": "correct horse"}),
        ("login", {"email": "ann@example.com", "password": "wrong horse"}),
        ("login", {"email": "closed@example.com", "password": "correct horse"}),
        ("login", {"email": "nobody@example.com", "password": "correct horse"}),
        ("password-reset", {"email": "ann@example.com"}),
        ("password-reset", {"email": "closed@example.com"}),
        ("password-reset", {"email": "nobody@example.com"}),
    ],
)
async def test_security_4_every_path_does_one_argon2_computation(
    stage: Stage, path: str, body: dict[str, str]
):
    await stage.do(ANN)
    await stage.do(msgspec.structs.replace(ANN, email="closed@example.com"))
    await stage.owner("UPDATE users.account SET standing = 'deactivated' WHERE email LIKE 'closed%'")
    before = computations(stage)
    async with stage.client() as client:
        await client.post(f"/api/users/{path}", json=body)
    assert computations(stage) == before + 1


async def test_security_1_a_password_is_hashed_anew_when_the_parameters_have_changed(stage: Stage):
    await stage.do(ANN)
    weak = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(ANN.password)
    await stage.rows("UPDATE users.account SET password_hash = :weak RETURNING id", weak=weak)
    await stage.do(LogIn(email=ANN.email, password=ANN.password))
    (kept,) = await stage.rows("SELECT password_hash FROM users.account")
    assert kept["password_hash"].startswith("$argon2id$v=19$m=8,t=1,p=1$")
    await stage.do(LogIn(email=ANN.email, password=ANN.password))


async def test_security_5_guessing_is_slowed_down_and_told_when_to_come_again(stage: Stage):
    await stage.do(ANN)
    async with stage.client() as client:
        wrong = {"email": "ann@example.com", "password": "wrong horse"}
        answers = [await client.post("/api/users/login", json=wrong) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    assert 0 < int(answers[-1].headers["retry-after"]) <= 61
    stage.clock.advance(minutes=1)
    await stage.do(LogIn(email=ANN.email, password=ANN.password, address="127.0.0.1"))


async def test_security_5_an_unknown_address_is_slowed_down_alike(stage: Stage):
    async with stage.client() as client:
        wrong = {"email": "nobody@example.com", "password": "wrong horse"}
        answers = [await client.post("/api/users/login", json=wrong) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [401] * 5 + [429]


async def test_security_5_of_many_guesses_at_once_five_are_compared(stage: Stage):
    await stage.do(ANN)
    guesses = [stage.do(LogIn(email=ANN.email, password=f"guess {n}", address="a")) for n in range(20)]
    outcomes = await asyncio.gather(*guesses, return_exceptions=True)
    assert sum(isinstance(outcome, WrongCredentials) for outcome in outcomes) == 5
    assert sum(isinstance(outcome, TooManyAttempts) for outcome in outcomes) == 15


async def test_security_5_credential_stuffing_from_one_address_does_not_lock_the_owner_out(stage: Stage):
    await stage.do(ANN)
    for n in range(30):
        with pytest.raises((WrongCredentials, TooManyAttempts)):
            await stage.do(LogIn(email=ANN.email, password=f"guess {n}", address="203.0.113.9"))
    assert await stage.do(LogIn(email=ANN.email, password=ANN.password, address="198.51.100.7"))


async def test_security_5_an_army_of_addresses_does_not_lock_the_owner_out_of_a_familiar_one(stage: Stage):
    await stage.do(ANN)
    await stage.do(LogIn(email=ANN.email, password=ANN.password, address="198.51.100.7"))
    for n in range(70):
        with pytest.raises((WrongCredentials, TooManyAttempts)):
            await stage.do(LogIn(email=ANN.email, password="guess", address=f"203.0.113.{n}"))
    with pytest.raises(TooManyAttempts):
        await stage.do(LogIn(email=ANN.email, password=ANN.password, address="192.0.2.1"))
    assert await stage.do(LogIn(email=ANN.email, password=ANN.password, address="198.51.100.7"))


async def test_security_5_signing_in_rightly_is_not_held_against_anybody(stage: Stage):
    await stage.do(ANN)
    for _ in range(12):
        await stage.do(LogIn(email=ANN.email, password=ANN.password, address="198.51.100.7"))


async def test_security_5_what_is_counted_names_nobody(stage: Stage):
    with pytest.raises(WrongCredentials):
        await stage.do(LogIn(email="nobody@example.com", password="x", address="198.51.100.7"))
    kept = str(await stage.rows("SELECT * FROM users.attempt"))
    assert "nobody" not in kept
    assert "198.51" not in kept


async def test_a_session_that_begins_while_the_password_is_reset_does_not_survive_it(stage: Stage):
    """Whichever comes first: either the sign-in fails, or its session is among those that end."""
    await stage.do(ANN)
    await stage.do(RequestPasswordReset(email=ANN.email))
    token = await token_in_mail(stage, "users.reset_password")
    signing_in = [stage.do(LogIn(email=ANN.email, password=ANN.password, address=str(n))) for n in range(6)]
    resetting = stage.do(ResetPassword(token=token, password="battery staple"))
    await asyncio.gather(*signing_in[:3], resetting, *signing_in[3:], return_exceptions=True)
    assert await stage.rows("SELECT 1 FROM users.session WHERE ended_at IS NULL") == []


async def test_security_5_who_may_choose_among_many_addresses_has_but_one(stage: Stage):
    """An IPv6 subscriber has a whole network: the next guess comes from another address of it."""
    wrong = {"email": "nobody@example.com", "password": "wrong horse"}
    app: Any = stage.application()  # Litestar's types of ASGI are narrower than httpx's
    for n in range(4):
        transport = ASGITransport(app, client=(f"2001:db8:1:2::{n:x}", 40000))
        async with AsyncClient(transport=transport, base_url="http://shop.test") as client:
            assert (await client.post("/api/users/login", json=wrong)).status_code == 401
    counts = await stage.rows("SELECT count FROM users.attempt")
    assert [row["count"] for row in counts] == [4, 4, 4]  # the pair, the network, the account
