"""A read model is compared with the truth, and made anew, from the terminal."""

import os
from collections.abc import Iterator

import psycopg
import pytest

from shop.command_line.rebuilding import rebuild
from souk.testing.databases import TestDatabase
from souk.testing.servers import POSTGRES, SECRET, TestServers

CARDS = "catalog.product_card"


@pytest.fixture
def shop(servers: TestServers) -> Iterator[TestDatabase]:
    made = TestDatabase(os.environ[POSTGRES], SECRET, ["catalog"])
    made.make()
    yield made
    made.drop()


def test_a_wrong_count_fails_the_check_until_it_is_put_right(shop, run):
    with psycopg.connect(shop.url, autocommit=True) as owner:
        owner.execute("INSERT INTO catalog.card_count VALUES (3, 7)")
    assert "wrong by -7" in run(rebuild, CARDS, "--check", status=1).output
    assert "wrong by -7" in run(rebuild, CARDS).output
    assert run(rebuild, CARDS, "--check").output.strip() == "0 looked at, 0 not as they should be."
