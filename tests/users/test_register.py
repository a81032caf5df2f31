"""Opening an account."""

import asyncio

import pytest

from modules.users.contracts.events import UserRegistered
from modules.users.log_in.handler import LogIn, WrongCredentials
from modules.users.register.handler import EmailTaken, Register
from souk.testing import Stage


def ann(**changes: str) -> Register:
    fields = {
        "email": "ann@example.com",
        "password": "correct horse",
        "first_name": "Ann",
        "last_name": "Lee",
    }
    return Register(**{**fields, **changes})


async def test_opens_an_account_and_says_so(stage: Stage):
    registered = await stage.do(ann())
    event = (await stage.published(UserRegistered))[0]
    assert event.user_id == registered.id


async def test_keeps_one_account_per_address_whatever_its_capitals(stage: Stage):
    await stage.do(ann())
    await stage.scenario.do(ann(email="ANN@Example.com")).then_refused(EmailTaken)


async def test_of_two_at_once_with_one_address_only_one_wins(stage: Stage):
    outcomes = await asyncio.gather(*(stage.do(ann()) for _ in range(8)), return_exceptions=True)
    assert sum(isinstance(outcome, EmailTaken) for outcome in outcomes) == 7
    assert len(await stage.rows("SELECT 1 FROM users.account")) == 1


async def test_never_stores_the_password(stage: Stage):
    await stage.do(ann(password="a very secret sentence"))
    rows = await stage.rows("SELECT * FROM users.account")
    assert "a very secret sentence" not in str(rows)
    assert rows[0]["password_hash"].startswith("$argon2id$v=19$")


async def test_answers_201_with_the_account_and_without_the_password(stage: Stage):
    body = {"email": "Ann@Example.com", "password": "correct horse", "firstName": "Ann", "lastName": "Lee"}
    async with stage.client() as client:
        answer = await client.post("/api/users/register", json=body)
    assert answer.status_code == 201
    assert answer.json().keys() == {"id", "email", "firstName", "lastName"}
    assert answer.json()["email"] == "ann@example.com"


@pytest.mark.parametrize(
    "password", ["8 of any", "ü" * 128, "日本語のパスワード", " " * 5 + "a b", "🎁" * 64]
)
async def test_security_2_any_eight_characters_will_do_and_each_counts(stage: Stage, password: str):
    await stage.do(ann(password=password))
    granted = await stage.do(LogIn(email="ann@example.com", password=password))
    assert granted.access_token
    for other in (password[:-1], password + "x", password[:-1] + "x", password.strip() + "!"):
        await stage.scenario.do(LogIn(email="ann@example.com", password=other)).then_refused(WrongCredentials)


@pytest.mark.security(2, 22)
@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"email": "ann"}, "/email", "wrong_form"),
        ({"email": "ann@example.com\n"}, "/email", "wrong_form"),
        ({"password": "short"}, "/password", "wrong_length"),
        ({"password": "x" * 129}, "/password", "wrong_length"),
        ({"firstName": "  "}, "/firstName", "wrong_form"),
        ({"role": "administrator"}, "/role", "unknown_field"),
    ],
)
async def test_refuses_a_malformed_body_and_names_the_field(stage: Stage, change, pointer, code):
    body = {"email": "ann@example.com", "password": "correct horse", "firstName": "Ann", "lastName": "Lee"}
    async with stage.client() as client:
        answer = await client.post("/api/users/register", json=body | change)
    assert answer.status_code == 400
    assert {"pointer": pointer, "code": code} in [
        {"pointer": error["pointer"], "code": error["code"]} for error in answer.json()["errors"]
    ]
