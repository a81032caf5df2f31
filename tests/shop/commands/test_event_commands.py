"""souk events and souk modules usage: what staff see and do at a terminal."""

import re

import psycopg
import pytest

from shop.command_line.events import events
from shop.command_line.looking import modules
from souk.testing.databases import TestDatabase

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


@pytest.fixture(autouse=True)
def story(shop: TestDatabase) -> None:
    with psycopg.connect(shop.url, autocommit=True) as owner:
        owner.execute(STORY.encode())


def letters(shop: TestDatabase) -> int:
    with psycopg.connect(shop.url, autocommit=True) as owner:
        found = owner.execute("SELECT count(*) FROM souk.dead_letter").fetchone()
    assert found
    return int(found[0])


def test_tail_prints_what_was_published(run):
    shown = run(events, "tail").output
    assert EVENT in shown
    assert "users.user_erased.v1" in shown
    assert EVENT not in run(events, "tail", "--type", "users.other.v1").output


def test_lag_and_dead_say_what_is_behind_and_why(run):
    said = re.sub(r"[│\s]+", " ", run(events, "lag").output)  # a narrow terminal breaks the lines
    assert "no running worker knows this subscriber" in said
    shown = run(events, "dead").output
    assert LETTER in shown
    assert "ValueError: no" in shown
    assert LETTER not in run(events, "dead", "--subscriber", "users.projects").output


def test_lag_shows_those_who_have_nothing_to_do_when_it_is_asked_to(run, shop: TestDatabase):
    with psycopg.connect(shop.url, autocommit=True) as owner:
        owner.execute(
            "INSERT INTO souk.worker (id, name, hears, alive_until) "
            """VALUES (gen_random_uuid(), 'w', '{"users.projects": 1}', 'infinity')"""
        )
        owner.execute("DELETE FROM souk.delivery")
    shown = run(events, "lag").output
    assert "users.projects" not in shown
    assert "users.forgets" in shown  # which no worker knows
    assert "users.projects" in run(events, "lag", "--all").output


def test_lag_says_once_that_nobody_is_at_work(run, shop: TestDatabase):
    with psycopg.connect(shop.url, autocommit=True) as owner:
        owner.execute("DELETE FROM souk.delivery")
        owner.execute("DELETE FROM souk.dead_letter")
    shown = run(events, "lag").output
    assert "2 subscribers, 0 of them behind. No worker runs" in shown


def test_a_dead_letter_is_replayed_or_discarded(run, shop: TestDatabase):
    run(events, "replay", LETTER)
    assert letters(shop) == 0


def test_a_discarded_letter_is_gone(run, shop: TestDatabase):
    run(events, "discard", LETTER)
    assert letters(shop) == 0


def test_history_is_replayed_by_its_conditions(run):
    assert (
        "1 events" in run(events, "replay", "--subscriber", "users.projects", "--since", "2020-01-01").output
    )
    assert (
        "0 events" in run(events, "replay", "--subscriber", "users.projects", "--until", "2020-01-01").output
    )


def test_replaying_wants_either_a_letter_or_a_subscriber(run):
    run(events, "replay", status=2)
    run(events, "replay", LETTER, "--subscriber", "users.projects", status=2)


def test_a_subscriber_whose_code_is_gone_is_retired(run, shop: TestDatabase):
    run(events, "retire", "users.forgets", "--yes")
    assert letters(shop) == 0
    assert "users.forgets" not in run(events, "lag", "--all").output


def test_usage_counts_who_reads_which_version(run):
    shown = run(modules, "usage", "--live").output
    assert "users.forgets" in shown
    rows = [[cell.strip() for cell in line.split("│") if cell.strip()] for line in shown.splitlines()]
    assert ["users.user_erased.v1", "1", "2"] in rows
    assert ["users.user_erased", "users.forgets", "users.user_erased.v1", "none"] in rows
