"""`souk bench` runs every benchmark there is, and tells of each figure how it stands to its budget."""

import importlib
import json
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

BENCH = Path(__file__).parents[2] / "bench"


@pytest.fixture
def together() -> Iterator[Any]:
    """The benchmarks are scripts that stand side by side, as Python finds them when one is run."""
    sys.path.insert(0, str(BENCH))
    yield importlib.import_module("together")
    sys.path.remove(str(BENCH))


def test_every_benchmark_takes_part(together: Any):
    scripts = {path.stem for path in BENCH.glob("*.py") if "\ndef show(" not in path.read_text()}
    measuring = {name for name in scripts if "    show(" in (BENCH / f"{name}.py").read_text()}
    assert set(together.BENCHES) == measuring


def test_a_figure_is_read_as_it_was_written(together: Any):
    figures = {"cart": [together.Figure("adds", [450.0, 510.0, 490.0], "adds/s", 500)]}
    text = together.written(figures)
    assert json.loads(text)["machine"] == together.kind_of_machine()
    assert together.read(json.dumps(json.loads(text)["figures"]["cart"])) == figures["cart"]


def test_tells_what_is_missed_and_what_has_changed(together: Any):
    slow = together.Figure("adds", [450.0], "adds/s", 500)
    quick = together.Figure("   p99", [30.0], "ms", 60, at_least=False)
    assert (slow.met, quick.met) == (False, True)
    told: list[str] = []
    together.tell({"cart": [slow, quick]}, {"cart: adds": 500.0}, told.append)
    text = "".join(told)
    assert "0.90   MISSED" in text
    assert "-10% since" in text
    assert "0.50" in text


def test_the_picture_has_a_bar_for_each_budget(together: Any):
    figures = [together.Figure("a < b", [1.0], "s", 2), together.Figure("without a budget", [1.0], "s")]
    picture = ET.fromstring(together.drawn({"edge": figures}, "a machine"))  # noqa: S314 - our own
    texts = ["".join(each.itertext()) for each in picture.iter() if each.tag.endswith("text")]
    assert "edge: a < b" in texts
    assert not any("without a budget" in text for text in texts)


def test_what_is_committed_can_be_compared_with(together: Any):
    for path in (BENCH / "figures").glob("*.json"):
        figures = json.loads(path.read_text())["figures"]
        assert set(figures) <= set(together.BENCHES)
        assert all(together.Figure(**each).middle >= 0 for name in figures for each in figures[name])
