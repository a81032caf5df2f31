"""souk workflow: a map and a timeline for whoever sits at a terminal."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import msgspec
import psycopg
import pytest
from click.testing import CliRunner, Result

from shop.command_line.workflows import workflow
from souk.database.addresses import role_address
from souk.kernel import new_id
from souk.testing.databases import TestDatabase
from souk.testing.servers import POSTGRES, SECRET, VALKEY, TestServers

ORDER = new_id()
STORY = [
    ("reserve_stock", "started", None, {}),
    ("reserve_stock", "completed", None, {}),
    ("how_to_charge", "decided", "by_card", {"amount": {"minor": 59999, "currency": "EUR"}}),
    ("charge", "started", None, {}),
]


@pytest.fixture(scope="module")
def shop(servers: TestServers) -> Iterator[TestDatabase]:
    made = TestDatabase(os.environ[POSTGRES], SECRET, ["users"])
    made.make()
    track(made, ORDER)
    yield made
    made.drop()


def track(made: TestDatabase, instance: UUID) -> None:
    entries = [
        {
            "workflow": "users",
            "instance": str(instance),
            "step": step,
            "state": state,
            "chosen": chosen,
            "reason": "",
            "detail": detail,
        }
        for step, state, chosen, detail in STORY
    ]
    address = role_address(made.url, "souk_users", SECRET).set(drivername="postgresql")
    with psycopg.connect(address.render_as_string(hide_password=False)) as users:
        users.execute(
            "SELECT souk.track_workflow(%s, 'system', NULL, 'test', '', now() - interval '2 hours')",
            [msgspec.json.encode(entries).decode()],
        )


def souk_workflow(shop: TestDatabase, *arguments: str) -> Result:
    environment: dict[str, str | None] = {
        "SOUK_DATABASE_URL": shop.url,
        "SOUK_SECRET": SECRET,
        "COLUMNS": "200",
    }
    environment |= dict.fromkeys((POSTGRES, VALKEY))  # the suite's own, which are no settings
    return CliRunner(env=environment).invoke(workflow, list(arguments))


def test_prints_the_map(shop: TestDatabase):
    told = souk_workflow(shop, "map", "users").output
    assert "1 begun" in told
    assert "how_to_charge?" in told
    assert "1, up to 2.0 h" in told
    assert "by_card" in told


def test_prints_the_window_that_is_asked_for(shop: TestDatabase):
    told = souk_workflow(shop, "map", "users", "--from", "2020-01-01", "--to", "2020-02-01").output
    assert "01 Jan 2020 00:00 to 01 Feb 2020 00:00 UTC: 0 begun" in told


def test_prints_mermaid(shop: TestDatabase):
    assert souk_workflow(shop, "map", "users", "--mermaid").output.startswith("flowchart TD\n")


def test_draws_an_svg(shop: TestDatabase, tmp_path: Path):
    file = tmp_path / "map.svg"
    assert souk_workflow(shop, "map", "users", "--svg", str(file)).exit_code == 0
    assert file.read_text().startswith("<svg ")


def test_prints_the_timeline(shop: TestDatabase):
    told = souk_workflow(shop, "show", "users", str(ORDER)).output
    assert "decided: by_card" in told
    assert "599.99 EUR" in told


def test_says_so_if_there_is_nothing(shop: TestDatabase):
    nothing = souk_workflow(shop, "map", "orders")
    assert "Nothing was ever tracked of a workflow named orders." in str(nothing.exception)
