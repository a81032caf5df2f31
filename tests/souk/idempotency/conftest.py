"""The suite of idempotency keys: a toy till under the role of a real module."""

import asyncio

import pytest

from souk.testing import stage_of
from tests.souk.idempotency.toys import TILL, shop

database, stage = stage_of(shop, names=["users"])


@pytest.fixture(autouse=True)
def closed_door() -> None:
    """Shut the till's door again, in the event loop of this test."""
    TILL.door = asyncio.Event()
    TILL.entered = asyncio.Semaphore(0)
