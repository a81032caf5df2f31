"""The pytest plugin: starts the servers when the first test needs them, stops them at the end."""

import pytest

from souk.testing.databases import TestDatabase
from souk.testing.servers import SECRET, TestServers

SERVERS = pytest.StashKey[TestServers]()


def pytest_configure(config: pytest.Config) -> None:
    """With several workers the controller starts the servers, so that all share them and one stops them."""
    config.stash[SERVERS] = TestServers()
    distributed = bool(getattr(config.option, "numprocesses", None) or getattr(config.option, "tx", None))
    if distributed and not hasattr(config, "workerinput") and not config.option.collectonly:
        config.stash[SERVERS].start()


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[SERVERS].stop()


@pytest.fixture(scope="session")
def servers(request: pytest.FixtureRequest) -> TestServers:
    """PostgreSQL and Valkey; their addresses are in the environment."""
    started = request.config.stash[SERVERS]
    started.start()
    return started


__all__ = ["SECRET", "TestDatabase", "servers"]
