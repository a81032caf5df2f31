"""What a load test says of what it saw."""

import random
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from shop.load.buckets import bucket_of, percentile
from shop.load.crew import shares
from shop.load.generator import Plan
from shop.load.plots import Line, plot
from shop.load.report import ALL, FIGURES, rows, write
from shop.load.tallies import SERVED, Portion, Tally

SVG = "{http://www.w3.org/2000/svg}"


def test_percentiles_are_right_to_a_few_percent():
    dice = random.Random(7)
    took = sorted(dice.lognormvariate(-4, 1) for _ in range(5000))
    buckets = Counter(bucket_of(seconds) for seconds in took)
    for share in (0.5, 0.95, 0.99):
        assert percentile(buckets, share) == pytest.approx(took[int(share * len(took))], rel=0.04)
    assert percentile({}, 0.5) == 0


def test_processes_are_added_up():
    tally = Tally()
    for number in range(2):
        portion = Portion("GET /a", 3)
        for _ in range(10):
            portion.add(SERVED, 0.010 * (number + 1))
        portion.add("503 unavailable", 0.001)
        portion.add("409 out_of_stock", 0.010)
        tally.absorb([portion])
    found = tally.sum("GET /a", range(3, 5))
    assert (found.requests, found.answers_per_second) == (24, 11)
    assert found.errors == {"503 unavailable": 2}
    assert 9 < found.milliseconds(0.5) < 11
    assert 19 < found.milliseconds(0.95) < 21


def test_a_report_has_a_table_plots_and_figures(tmp_path: Path):
    tally = Tally()
    for second in range(12):
        for number in range(20):
            tally.portion("GET /api/products/{slug}", second).add(SERVED, 0.002 * (number + 1))
        tally.portion("POST /api/cart/checkout", second).add(SERVED, 0.1)
        if second % 2:
            tally.portion("POST /api/cart/checkout", second).add("timeout", 30)
    page = write(tmp_path / "out", tally, range(2, 12), "By a test.")
    said = page.read_text()
    assert "| all routes | 215 | 21.0 |" in said
    assert "- 5 x timeout" in said
    for name in ("throughput", "all-routes", "get-api-products-slug", "post-api-cart-checkout"):
        assert f"]({name}.svg)" in said
        drawn = ET.fromstring((page.parent / f"{name}.svg").read_text())  # noqa: S314 - our own
        assert drawn.findall(f"{SVG}polyline")
    assert '"route": "all routes"' in (page.parent / FIGURES).read_text()
    assert rows(tally, range(2, 12))[0].route == ALL


def test_a_plot_begins_at_zero_and_leaves_gaps_where_nothing_was():
    drawn = ET.fromstring(plot("a <b>", "ms", [Line("p50", [10, 20, None, 40, 40])]))  # noqa: S314
    first, second = (line.attrib["points"].split() for line in drawn.findall(f"{SVG}polyline"))
    heights = [float(point.split(",")[1]) for point in [*first, *second]]
    zero = float(drawn.findall(f"{SVG}line")[0].attrib["y1"])
    assert [zero - height for height in heights] == pytest.approx([36.8, 73.6, 147.2, 147.2])
    assert drawn.findtext(f"{SVG}title") == "a <b>"


def test_one_lonely_second_is_a_dot():
    drawn = ET.fromstring(plot("a", "ms", [Line("p50", [None, 5.0, None])]))  # noqa: S314
    assert len(drawn.findall(f"{SVG}circle")) == 1


def test_a_plan_is_shared_between_processes():
    parts = shares(Plan(url="http://x", seconds=1, visitors=7, rate=0.0), 3)
    assert [part.visitors for part in parts] == [3, 2, 2]
    assert len({part.seed for part in parts}) == 3
    assert sum(part.rate for part in shares(Plan(url="http://x", seconds=1, rate=90.0), 4)) == 90
