"""A database that is restarted at once, or holds on to a table: the rest goes on, and all comes back."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from souk.embedded import EmbeddedPostgres, EmbeddedValkey
from tests.faults.buyers import Buyers
from tests.faults.rehearsal import PATIENCE, Rehearsal, rehearsing
from tests.journeys.open_shop import answers, until

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class OnItsOwn:
    """A shop with servers of its own, which may be mistreated."""

    rehearsal: Rehearsal
    postgres: EmbeddedPostgres
    folder: Path

    def die(self) -> None:
        """Have the server go without ending anything: after that it must repair itself."""
        (file,) = self.folder.rglob("postmaster.pid")
        number = file.read_text().splitlines()[0]
        os.kill(int(number), signal.SIGQUIT)
        until(lambda: self.postgres.exit_status() is not None)


@pytest.fixture(scope="module")
def on_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OnItsOwn]:
    folder = tmp_path_factory.mktemp("away")
    postgres = EmbeddedPostgres(folder / "postgres", password="owner", durable=True)
    valkey = EmbeddedValkey(folder / "valkey")
    with postgres, valkey, rehearsing(postgres.url, valkey.url) as rehearsal:
        rehearsal.start("worker")
        rehearsal.until_at_work()
        yield OnItsOwn(rehearsal, postgres, folder / "postgres")


def test_a_database_that_is_restarted_at_once_has_kept_every_order_that_was_acknowledged(
    on_its_own: OnItsOwn,
):
    rehearsal = on_its_own.rehearsal
    buyers = Buyers(rehearsal)
    try:
        buyers.have_ordered(5)
        on_its_own.die()
        buyers.are_refused()
        on_its_own.postgres.restart()
        began = time.monotonic()
        until(lambda: answers(rehearsal.shop), PATIENCE)
        sys.stdout.write(f"ready {time.monotonic() - began:.1f} s after the server\n")
        buyers.have_ordered(5)
    finally:
        buyers.stop()
    buyers.were_answered_well()
    kept = {str(id) for (id,) in rehearsal.shop.rows("SELECT id FROM orders.order")}
    assert set(buyers.orders) <= kept
    assert len(kept) == len(set(buyers.orders))
    rehearsal.settled()


def test_while_a_table_of_orders_is_locked_the_catalogue_and_the_carts_go_on(on_its_own: OnItsOwn):
    """Each module waits on connections of its own, and whoever asks the one that is stuck is told soon."""
    rehearsal = on_its_own.rehearsal
    lamp, token = {"productId": rehearsal.product, "quantity": 1}, {"X-Cart-Token": "t" * 43}
    with psycopg.connect(rehearsal.shop.database) as owner, rehearsal.shop.client() as client:
        owner.execute("LOCK TABLE orders.order IN ACCESS EXCLUSIVE MODE")
        buyers = Buyers(rehearsal)
        try:
            buyers.are_refused()
            for _ in range(5):
                assert client.get("/health/live").status_code == 200
                assert client.get(f"/api/products/{rehearsal.product}").status_code == 200
                added = client.post("/api/cart/items", json=lamp, headers=token)
                assert added.status_code == 201, added.text
            assert buyers.orders == []
            owner.rollback()
            buyers.have_ordered(3)
        finally:
            owner.rollback()
            buyers.stop()
    buyers.were_answered_well()
    rehearsal.settled()
