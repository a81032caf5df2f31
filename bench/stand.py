"""What the benchmarks stand on: servers, fresh databases, worker processes, and figures with budgets."""

import json
import os
import signal
import socket
import statistics
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import psycopg
from sqlalchemy import make_url

from souk.database.migrations import Migrations
from souk.embedded import EmbeddedPostgres, EmbeddedValkey

ROOT = Path(__file__).parents[1]
SECRET = "a secret for benchmarks only, long enough for anybody"
WORKERS = 2


@contextmanager
def servers() -> Iterator[tuple[str, str]]:
    """Those that BENCH_POSTGRES and BENCH_VALKEY name; without them ours are started, fsync on."""
    with ExitStack() as started:
        postgres, valkey = os.environ.get("BENCH_POSTGRES", ""), os.environ.get("BENCH_VALKEY", "")
        if not postgres:
            folder = Path(started.enter_context(tempfile.TemporaryDirectory()))
            postgres = started.enter_context(EmbeddedPostgres(folder / "postgres", password="owner")).url
            valkey = started.enter_context(EmbeddedValkey(folder / "valkey")).url
        yield postgres, valkey


@contextmanager
def database(server: str, name: str, *, migrated: bool = True) -> Iterator[str]:
    with psycopg.connect(server, autocommit=True) as owner:
        owner.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        owner.execute(f'CREATE DATABASE "{name}"'.encode())
    url = make_url(server).set(database=name).render_as_string(hide_password=False)
    try:
        if migrated:
            Migrations(url, SECRET, ["users"], ROOT / "migrations").up()
        yield url
    finally:
        with psycopg.connect(server, autocommit=True) as owner:
            owner.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


def shop_settings(database: str, valkey: str) -> tuple[str, dict[str, str]]:
    """Return the address of a shop of its own on a free port, and the environment for its processes."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    return address, {
        **{name: value for name, value in os.environ.items() if not name.startswith("SOUK_")},
        "SOUK_DATABASE_URL": database,
        "SOUK_VALKEY_URL": valkey,
        "SOUK_VALKEY_PREFIX": f"bench-{os.getpid()}",
        "SOUK_SECRET": SECRET,
        "SOUK_LIMITS_ENABLED": "false",
        "SOUK_WEB_PORT": str(port),
        "SOUK_WEB_PUBLIC_URL": address,
        "SOUK_LOGGING_LEVEL": "warning",
        "SOUK_LOGGING_ACCESS": "false",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
    }


@contextmanager
def workers(*command: str, count: int = WORKERS) -> Iterator[Sequence["subprocess.Popen[bytes]"]]:
    """Run so many of this program until the block ends; each says `ready` first."""
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE) for _ in range(count)]
    try:
        for process in started:
            assert process.stdout
            assert process.stdout.readline().strip() == b"ready"
        yield started
    finally:
        for process in started:
            process.send_signal(signal.SIGTERM)
        for process in started:
            process.wait(30)


class Figure(NamedTuple):
    """One line: what was measured in each round, in which unit, and what it is to be."""

    name: str
    rounds: Sequence[float]
    unit: str
    budget: float | None = None
    at_least: bool = True

    @property
    def middle(self) -> float:
        return statistics.median(self.rounds)

    @property
    def met(self) -> bool:
        """Whether the budget is kept; what has none cannot miss it."""
        if self.budget is None:
            return True
        return self.middle >= self.budget if self.at_least else self.middle <= self.budget

    def line(self) -> str:
        digits = 0 if self.middle >= 100 else 2
        spread = f"{min(self.rounds):,.{digits}f} to {max(self.rounds):,.{digits}f}"
        said = f"{self.name:<52}{self.middle:>10,.{digits}f} {self.unit:<10}{spread:<22}"
        if self.budget is None:
            return said.rstrip()
        wanted = f"{'≥' if self.at_least else '≤'} {self.budget:,g}"
        return (
            f"{said}{wanted:<10}{self.middle / self.budget:>6.2f} {'' if self.met else '  MISSED'}".rstrip()
        )


def show(figures: Sequence[Figure]) -> None:
    """Print them; and keep them where together.py wants to read them."""
    if kept := os.environ.get("BENCH_FIGURES"):
        Path(kept).write_text(json.dumps([figure._asdict() for figure in figures]))
    print(f"{'':<52}{'median':>10} {'':<10}{'rounds':<22}{'budget':<10}{'ratio':>6}")
    for figure in figures:
        print(figure.line())
