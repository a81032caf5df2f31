"""A short load test of the real shop: visitors look around, fill carts and order."""

import json
from pathlib import Path

from click.testing import CliRunner

from shop.command_line.loading import loadtest
from tests.journeys.open_shop import Shop


def test_visitors_browse_fill_carts_and_order(shop: Shop, phone: str, tmp_path: Path):
    before = orders(shop)
    arguments = ["--url", shop.address, "--seconds", "2", "--warm-up", "0", "--visitors", "6", "--pause", "0"]
    done = CliRunner().invoke(loadtest, [*arguments, "--errors", "0", "--report", str(tmp_path)])
    assert done.exit_code == 0, done.output
    found = {row["route"]: row["requests"] for row in json.loads((tmp_path / "figures.json").read_text())}
    assert found["GET /api/products/{slug}"] > 0
    assert found["POST /api/cart/items"] > 0
    # What was asked in the last moment is answered after it, and is no part of the figures.
    assert found.get("POST /api/cart/checkout", 0) <= orders(shop) - before


def orders(shop: Shop) -> int:
    return int(str(shop.rows('SELECT count(*) FROM orders."order"')[0][0]))
