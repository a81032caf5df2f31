"""souk workflow: a map and a timeline for whoever sits at a terminal."""

from pathlib import Path
from uuid import UUID

import msgspec
import psycopg
import pytest

from shop.command_line.workflows import workflow
from souk.database.addresses import role_address
from souk.kernel import new_id
from souk.testing.databases import TestDatabase
from souk.testing.servers import SECRET

ORDER = new_id()
STORY = [
    ("reserve_stock", "started", None, {}),
    ("reserve_stock", "completed", None, {}),
    ("how_to_charge", "decided", "by_card", {"amount": {"minor": 59999, "currency": "EUR"}}),
    ("charge", "started", None, {}),
]


@pytest.fixture(autouse=True)
def story(shop: TestDatabase) -> None:
    track(shop, ORDER)


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


def test_prints_the_map(run):
    told = run(workflow, "map", "users").output
    assert "1 begun" in told
    assert "how_to_charge?" in told
    assert "1, up to 2.0 h" in told
    assert "by_card" in told


def test_prints_the_window_that_is_asked_for(run):
    told = run(workflow, "map", "users", "--from", "2020-01-01", "--to", "2020-02-01").output
    assert "01 Jan 2020 00:00 to 01 Feb 2020 00:00 UTC: 0 begun" in told


def test_prints_mermaid(run):
    assert run(workflow, "map", "users", "--mermaid").output.startswith("flowchart TD\n")


def test_draws_an_svg(run, tmp_path: Path):
    file = tmp_path / "map.svg"
    run(workflow, "map", "users", "--svg", str(file))
    assert file.read_text().startswith("<svg ")


def test_prints_the_timeline(run):
    told = run(workflow, "show", "users", str(ORDER)).output
    assert "decided: by_card" in told
    assert "599.99 EUR" in told


def test_says_so_if_there_is_nothing(run):
    nothing = run(workflow, "map", "orders", status=1)
    assert "There is no such workflow." in str(nothing.exception)
