"""souk events and souk modules usage: what staff see and do at a terminal."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result

from shop.command_line.events import events
from shop.command_line.looking import modules
from souk.testing.databases import TestDatabase
from souk.testing.servers import POSTGRES, SECRET, VALKEY, TestServers

LETTER = "019a8f00-7c3a-7000-8000-000000000001"
EVENT = "019a8f00-7c3a-7000-8000-000000000002"
STORY = f"""
    INSERT INTO souk.event (id, type, module, key, payload, context)
    VALUES ('{EVENT}', 'users.user_erased.v1', 'users', 'k', '{{"user_id": "{EVENT}"}}', '{{}}');
    INSERT INTO souk.subscription (event, subscriber, module, reads, replayable)
    VALUES ('users.user_erased', 'users.forgets', 'users', 'users.user_erased.v1', false),
        ('users.user_erased', 'users.projects', 'users', 'users.user_erased.v1', true);
    INSERT INTO souk.dead_letter (id, subscriber, position, published_at, lane, key, attempts, reason, parks)
    SELECT '{LETTER}', 'users.forgets', position, published_at, 0, key, 3, 'ValueError: no', true
    FROM souk.event
"""  # noqa: S608 - our own constants


@pytest.fixture
def shop(servers: TestServers) -> Iterator[TestDatabase]:
    made = TestDatabase(os.environ[POSTGRES], SECRET, ["users"])
    made.make()
    with psycopg.connect(made.url, autocommit=True) as owner:
        owner.execute(STORY.encode())
    yield made
    made.drop()


@pytest.fixture
def run(shop: TestDatabase, tmp_path: Path):
    environment = {
        "SOUK_DATABASE_URL": shop.url,
        "SOUK_VALKEY_URL": os.environ[VALKEY],
        "SOUK_SECRET": SECRET,
        "SOUK_DATA_DIR": str(tmp_path),
        "COLUMNS": "300",
    }

    def running(*words: str, command=events, status: int = 0) -> Result:
        result = CliRunner().invoke(command, list(words), env=environment)
        assert result.exit_code == status, result.output + repr(result.exception)
        return result

    return running


def letters(shop: TestDatabase) -> int:
    with psycopg.connect(shop.url, autocommit=True) as owner:
        found = owner.execute("SELECT count(*) FROM souk.dead_letter").fetchone()
    assert found
    return int(found[0])


def test_tail_prints_what_was_published(run):
    shown = run("tail").output
    assert EVENT in shown
    assert "users.user_erased.v1" in shown
    assert EVENT not in run("tail", "--type", "users.other.v1").output


def test_lag_and_dead_say_what_is_behind_and_why(run):
    said = re.sub(r"[│\s]+", " ", run("lag").output)  # a narrow terminal breaks the lines
    assert "no running worker knows this subscriber" in said
    shown = run("dead").output
    assert LETTER in shown
    assert "ValueError: no" in shown
    assert LETTER not in run("dead", "--subscriber", "users.projects").output


def test_a_dead_letter_is_replayed_or_discarded(run, shop: TestDatabase):
    run("replay", LETTER)
    assert letters(shop) == 0


def test_a_discarded_letter_is_gone(run, shop: TestDatabase):
    run("discard", LETTER)
    assert letters(shop) == 0


def test_history_is_replayed_by_its_conditions(run):
    assert "1 events" in run("replay", "--subscriber", "users.projects", "--since", "2020-01-01").output
    assert "0 events" in run("replay", "--subscriber", "users.projects", "--until", "2020-01-01").output


def test_replaying_wants_either_a_letter_or_a_subscriber(run):
    run("replay", status=2)
    run("replay", LETTER, "--subscriber", "users.projects", status=2)


def test_a_subscriber_whose_code_is_gone_is_retired(run, shop: TestDatabase):
    run("retire", "users.forgets", "--yes")
    assert letters(shop) == 0
    assert "users.forgets" not in run("lag").output


def test_usage_counts_who_reads_which_version(run):
    shown = run("usage", "--live", command=modules).output
    assert "users.forgets" in shown
    rows = [[cell.strip() for cell in line.split("│") if cell.strip()] for line in shown.splitlines()]
    assert ["users.user_erased.v1", "1", "2"] in rows
    assert ["users.user_erased", "users.forgets", "users.user_erased.v1", "none"] in rows
