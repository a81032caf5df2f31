"""Addresses for the tests of the address book."""

from typing import Any

from souk.messages import Actor
from souk.testing import Stage

PATH = "/api/users/me/addresses"
HOME = {
    "firstName": "Ann",
    "lastName": "Lee",
    "street": "1 Main Street",
    "city": "Springfield",
    "zipCode": "12345",
    "country": "US",
}


async def book(stage: Stage, owner: Actor) -> list[dict[str, Any]]:
    async with stage.client(owner) as client:
        items: list[dict[str, Any]] = (await client.get(PATH)).json()["items"]
        return items


async def written(stage: Stage, owner: Actor, **changes: object) -> str:
    """Write an address into the book and return its id."""
    async with stage.client(owner) as client:
        return str((await client.post(PATH, json=HOME | changes)).json()["id"])
