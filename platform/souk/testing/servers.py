"""The servers of a test run: real ones, started once, fast because they need not survive a power cut."""

import os
import tempfile
from pathlib import Path

from souk.embedded import EmbeddedPostgres, EmbeddedValkey

POSTGRES = "SOUK_TEST_POSTGRES"
VALKEY = "SOUK_TEST_VALKEY"
PASSWORD = "owner"  # noqa: S105 - of a server that nobody else can reach
SECRET = "a secret that only the tests know, long enough for anybody"  # noqa: S105


class TestServers:
    """Starts what is missing and stops what it started; servers named in the environment are used."""

    __test__ = False

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._started: list[EmbeddedPostgres | EmbeddedValkey] = []

    def start(self) -> None:
        """Start both, and tell the child processes of this run by the environment."""
        if POSTGRES in os.environ:
            return
        memory = Path("/dev/shm")  # noqa: S108 - in memory where there is such a thing
        parent = memory if os.access(memory, os.W_OK) else None
        self._folder = tempfile.TemporaryDirectory(prefix="souk-test-", dir=parent)
        root = Path(self._folder.name)
        postgres = EmbeddedPostgres(root / "postgres", password=PASSWORD, durable=False)
        valkey = EmbeddedValkey(root / "valkey")
        for server in (postgres, valkey):
            server.start()
            self._started.append(server)
        os.environ[POSTGRES] = postgres.url
        os.environ[VALKEY] = valkey.url

    def stop(self) -> None:
        if not self._started:
            return
        for server in reversed(self._started):
            server.stop()
        self._started.clear()
        del os.environ[POSTGRES], os.environ[VALKEY]
        if self._folder:
            self._folder.cleanup()
