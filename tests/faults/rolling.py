"""Two web processes behind the real proxy, and a next version of the shop to replace them by."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

from shop.places import ROOT
from tests.faults.debian import from_debian
from tests.journeys.open_shop import until

UPSTREAMS = "web-1:8000 web-2:8000"
ADDED = '    Column("version", Integer, nullable=False),\n    CheckConstraint(\n        "subtotal'
WRITTEN = "    order.version = 1\n"
EVENT = "    cart_id: UUID | None\n    goods: tuple[OrderedGoods, ...]\n"
MIGRATION = '''"""A column that only the next version knows."""

import sqlalchemy as sa
from alembic import op

revision = "orders_next"
down_revision = "{newest}"


def upgrade():
    op.add_column("order", sa.Column("made_by", sa.String, server_default="old"), schema="orders")
'''


def next_version(folder: Path) -> Path:
    """Copy this version, and change it as releases do: by a column and a field, which it writes."""
    for part in ("modules", "platform", "migrations", "pyproject.toml"):
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, folder / part)
    newest = max(path.stem for path in (folder / "migrations" / "orders").glob("0*.py"))
    migration = MIGRATION.format(newest=f"orders_{newest[:4]}")
    (folder / "migrations" / "orders" / "9999_next.py").write_text(migration)
    made_by = '    Column("made_by", String),\n'
    _change(folder / "modules/orders/tables/orders.py", ADDED, made_by + ADDED)
    _change(folder / "modules/orders/tables/placing.py", WRITTEN, WRITTEN + '    order.made_by = "new"\n')
    _change(folder / "modules/orders/contracts/events.py", EVENT, EVENT + '    made_by: str = "nobody"\n')
    return folder


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert text.count(old) == 1, f"{path.name} is not what it was: mend this test"
    path.write_text(text.replace(old, new))


class Web:
    """One place in the balance: a port, and whichever version serves there."""

    def __init__(self, port: int, environment: Mapping[str, str]) -> None:
        self.port = port
        self._environment = {**environment, "SOUK_WEB_PORT": str(port)}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, tree: Path) -> None:
        self._process = run(tree, self._environment, "serve")
        until(self._is_ready)

    def stop(self) -> int:
        """Ask it to stop, and return its exit status."""
        assert self._process
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(60)

    def kill(self) -> None:
        if self._process and self._process.poll() is None:
            self.stop()

    def visits(self) -> int:
        """Return how many products it has shown since it started."""
        metrics = httpx.get(f"http://127.0.0.1:{self.port}/metrics").text
        lines = [line for line in metrics.splitlines() if line.startswith("souk_requests_total")]
        return sum(int(float(line.rsplit(" ", 1)[1])) for line in lines if 'route="/api/' in line)

    def _is_ready(self) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/health/ready").status_code == 200
        except httpx.TransportError:
            return False


def run(tree: Path, environment: Mapping[str, str], *arguments: str) -> subprocess.Popen[bytes]:
    path = f"{tree}:{tree / 'platform'}"
    command = [sys.executable, "-m", "shop", *arguments]
    return subprocess.Popen(command, env={**environment, "PYTHONPATH": path}, cwd=tree)


def caddy() -> Path | None:
    """Return the program: that of this machine, or Debian's."""
    found = shutil.which("caddy")
    return Path(found) if found else from_debian("caddy", "usr/bin/caddy")


@contextmanager
def proxy(program: Path, folder: Path, port: int, webs: list[Web]) -> Iterator[str]:
    """Run it with the file that production uses, but for names, ports and certificates."""
    text = (ROOT / "deploy" / "Caddyfile").read_text()
    assert text.count(UPSTREAMS) == 1
    address = f"http://127.0.0.1:{port}"
    text = text.replace(UPSTREAMS, " ".join(f"127.0.0.1:{web.port}" for web in webs))
    text = text.replace("http_port 8080", "admin off").replace("https_port 8443", "")
    file = folder / "Caddyfile"
    file.write_text(text)
    environment = {**os.environ, "DOMAIN": address, "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [program, "run", "--config", file, "--adapter", "caddyfile"],
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        until(lambda: _answers(address))
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/api/products").status_code == 200
    except httpx.TransportError:
        return False
