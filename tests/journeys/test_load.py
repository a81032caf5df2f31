"""A short load test of the real shop: visitors look around, fill carts and order."""

import json
from pathlib import Path

from click.testing import CliRunner

from shop.command_line.loading import loadtest
from tests.journeys.open_shop import Shop


def test_visitors_browse_fill_carts_and_order(shop: Shop, phone: str, tmp_path: Path):
    before = shop.rows('SELECT count(*) FROM orders."order"')
    arguments = ["--url", shop.address, "--seconds", "1", "--warm-up", "0", "--visitors", "4", "--pause", "0"]
    done = CliRunner().invoke(loadtest, [*arguments, "--errors", "0", "--report", str(tmp_path)])
    assert done.exit_code == 0, done.output
    found = {row["route"]: row for row in json.loads((tmp_path / "figures.json").read_text())}
    assert found["GET /api/products/{slug}"]["requests"] > 0
    assert found["POST /api/cart/items"]["requests"] > 0
    ordered = found["POST /api/cart/checkout"]["requests"]
    assert shop.rows('SELECT count(*) FROM orders."order"') == [(before[0][0] + ordered,)]  # type: ignore[operator]
