"""The pytest plugin: starts the servers when the first test needs them, stops them at the end."""

import gc
import sys
from collections.abc import Generator
from typing import Any

import pytest
import structlog

from souk.runtime import settle_memory
from souk.testing.databases import TestDatabase
from souk.testing.distribution import TOGETHER, FileByFile
from souk.testing.servers import SECRET, TestServers

SERVERS = pytest.StashKey[TestServers]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini(TOGETHER, "how the paths begin of files that go to one worker", type="args", default=[])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FileByFile | None:
    """Share out by files where `souk test` asks for it; whoever asks for another way gets that."""
    if config.getvalue("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False
    return FileByFile(config, log)


def pytest_configure(config: pytest.Config) -> None:
    """With several workers the controller starts the servers, so that all share them and one stops them."""
    config.stash[SERVERS] = TestServers()
    log_plainly()
    distributed = bool(getattr(config.option, "numprocesses", None) or getattr(config.option, "tx", None))
    if distributed and not hasattr(config, "workerinput") and not config.option.collectonly:
        config.stash[SERVERS].start()


def log_plainly() -> None:
    """Keep structlog from painting the locals of each expected failure: that takes longer than the test."""
    plain = structlog.dev.ConsoleRenderer(
        colors=sys.stdout.isatty(), exception_formatter=structlog.dev.plain_traceback
    )
    structlog.configure(processors=[*structlog.get_config()["processors"][:-1], plain])


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage among what is imported, all of which stays; later as seldom as the shop does."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        settle_memory()


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[SERVERS].stop()


@pytest.fixture(scope="session")
def servers(request: pytest.FixtureRequest) -> TestServers:
    """PostgreSQL and Valkey; their addresses are in the environment."""
    started = request.config.stash[SERVERS]
    started.start()
    return started


__all__ = ["SECRET", "TestDatabase", "servers"]
