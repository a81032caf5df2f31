"""The disk of the database fills up while the shop is open: nothing is lost, and it goes on by itself."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from souk.embedded import EmbeddedPostgres, EmbeddedValkey
from tests.faults.buyers import Buyers
from tests.faults.rehearsal import Rehearsal, rehearsing

pytestmark = pytest.mark.slow

SIZE = 256 * 2**20


class Cramped:
    """A shop whose tables lie on a small disk of their own; the log of PostgreSQL lies elsewhere."""

    def __init__(self, rehearsal: Rehearsal, disk: Path) -> None:
        self.rehearsal = rehearsal
        self._ballast = disk / "ballast"

    def fill(self) -> None:
        """Take every byte that is left."""
        with self._ballast.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                return

    def free(self) -> None:
        self._ballast.unlink(missing_ok=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of some megabytes, which only root may mount."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0755", "souk-test", str(folder)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("nobody may mount anything here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def cramped(disk: Path, tmp_path: Path) -> Iterator[Cramped]:
    with ExitStack() as open_things:
        _make_cluster(disk / "postgres", tmp_path / "log")
        postgres = open_things.enter_context(EmbeddedPostgres(disk / "postgres", password="owner"))
        valkey = open_things.enter_context(EmbeddedValkey(tmp_path / "valkey"))
        rehearsal = open_things.enter_context(rehearsing(postgres.url, valkey.url))
        rehearsal.start("worker")
        rehearsal.until_at_work()
        made = Cramped(rehearsal, disk)
        open_things.callback(made.free)
        yield made


def _make_cluster(folder: Path, log: Path) -> None:
    """Make the cluster and move its log away: PostgreSQL stops at once when it cannot write that."""
    with EmbeddedPostgres(folder, password="owner"):
        pass
    inside = folder / "cluster" / "pg_wal"
    subprocess.run(["mv", str(inside), str(log)], check=True)
    inside.symlink_to(log)


def test_on_a_full_disk_customers_read_and_what_cannot_be_written_is_refused(cramped: Cramped):
    rehearsal = cramped.rehearsal
    buyers = Buyers(rehearsal)
    try:
        buyers.have_ordered(5)
        cramped.fill()
        buyers.are_refused()
        with rehearsal.shop.client() as client:
            for page in range(1, 6):
                assert client.get("/health/live").status_code == 200
                assert client.get(f"/api/products?page=1&pageSize={page}").status_code == 200
                assert client.get(f"/api/products/{rehearsal.product}").status_code == 200
        cramped.free()
        buyers.have_ordered(5)
    finally:
        cramped.free()
        buyers.stop()
    buyers.were_answered_well()
    kept = {str(id) for (id,) in rehearsal.shop.rows("SELECT id FROM orders.order")}
    assert set(buyers.orders) == kept
    rehearsal.settled()
