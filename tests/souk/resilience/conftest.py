"""Two processes' circuits on one Valkey."""

import os

import pytest
import pytest_asyncio

from souk.configuration import ValkeySettings
from souk.kernel import new_id
from souk.resilience import Circuits
from souk.testing.servers import VALKEY


@pytest.fixture
def valkey(servers):
    return ValkeySettings(url=os.environ[VALKEY], prefix=f"test-{new_id()}")


@pytest_asyncio.fixture
async def here(valkey):
    circuits = Circuits(valkey, failures=3, rest=60)
    yield circuits
    await circuits.close()


@pytest_asyncio.fixture
async def elsewhere(valkey):
    circuits = Circuits(valkey, failures=3, rest=60)
    yield circuits
    await circuits.close()
