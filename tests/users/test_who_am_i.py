"""Asking who one is."""

from modules.users.register.handler import Register
from souk.testing import Stage, customer

ANN = Register(email="ann@example.com", password="correct horse", first_name="Ann", last_name="Lee")


async def test_shows_the_account_behind_the_token(stage: Stage):
    ann = await stage.do(ANN)
    async with stage.client(customer(ann.id)) as client:
        answer = await client.get("/api/users/me")
    shown = answer.json()
    assert shown.pop("registeredAt").endswith("Z")
    assert shown == {
        "id": str(ann.id),
        "email": "ann@example.com",
        "firstName": "Ann",
        "lastName": "Lee",
        "language": "en",
        "emailVerified": False,
        "permissions": [],
    }
    assert answer.headers["cache-control"] == "no-store"


async def test_asks_who_is_not_signed_in_to_do_so(stage: Stage):
    async with stage.client() as client:
        answer = await client.get("/api/users/me")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_knows_nobody_whose_account_is_gone(stage: Stage):
    async with stage.client(customer()) as client:
        assert (await client.get("/api/users/me")).status_code == 404
