"""Maps are drawn: well-formed, nothing on top of anything else, frequent ways wide and slow ones hot."""

import re
from datetime import UTC, datetime
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from souk.kernel import new_id
from souk.workflow.drawing import mermaid, svg
from souk.workflow.drawing.figures import arrows, boxes
from souk.workflow.drawing.heat import HOT, WIDEST, Heat
from souk.workflow.drawing.layout import laid_out
from souk.workflow.drawing.words import duration
from souk.workflow.maps import MappedStep, Stuck, Transition, WorkflowMap

SVG = "{http://www.w3.org/2000/svg}"


def way(source: str | None, target: str, count: int, p95: float | None = None, choice: str | None = None):
    return Transition(
        source=source, target=target, choice=choice, count=count, mean_seconds=p95, p95_seconds=p95
    )


def drawn(*transitions: Transition, stuck: str = "") -> WorkflowMap:
    names = dict.fromkeys(name for each in transitions for name in (each.source, each.target) if name)
    alarm = Stuck(instances=4, longest_seconds=7200, oldest_instance=new_id())
    return WorkflowMap(
        workflow="orders",
        since=datetime(2026, 1, 1, tzinfo=UTC),
        until=datetime(2026, 1, 8, tzinfo=UTC),
        stuck_after_seconds=3600,
        instances=100,
        steps=[
            MappedStep(step=name, visits=10, p95_seconds=2.0, stuck=alarm if name == stuck else None)
            for name in names
        ],
        transitions=list(transitions),
    )


CIRCLE = drawn(
    way(None, "place", 100),
    way("place", "pay", 100, 1.0),
    way("pay", "pay", 7, 60.0),
    way("pay", "ship", 80, 0.5, "captured"),
    way("pay", "cancel", 13, 5.0, "declined"),
    way("place", "cancel", 2, 3600.0),
    way("ship", "pay", 1, 86400.0),
    stuck="ship",
)
NOTHING = drawn()
TANGLE = drawn(
    way(None, "step_0", 50),
    *(
        way(f"step_{a}", f"step_{b}", 1 + (a * 7 + b * 3) % 40, 0.1 * 3**a)
        for a in range(9)
        for b in range(9)
        if (a * b + a) % 3 != 1
    ),
)


@pytest.mark.parametrize("found", [CIRCLE, NOTHING, TANGLE], ids=["circle", "nothing", "tangle"])
def test_the_drawing_is_well_formed_and_shows_every_step_and_transition(found: WorkflowMap):
    root = ET.fromstring(svg(found))  # noqa: S314 - our own
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert {step.step.replace("_", " ") for step in found.steps} <= set(texts)
    lines = [path for path in root.iter(f"{SVG}path") if path.get("fill") == "none"]
    assert len(lines) == len(found.transitions)
    assert "nan" not in svg(found)


@pytest.mark.parametrize("found", [CIRCLE, TANGLE], ids=["circle", "tangle"])
def test_nothing_lies_on_top_of_anything_else(found: WorkflowMap):
    every = arrows(found)
    layout = laid_out(boxes(found), every)
    areas = [(layout.boxes[box.name], box.width, box.height) for box in boxes(found)]
    areas += [(layout.labels[a.name], a.width, 18) for a in every if a.name in layout.labels]
    for (one, width, height), (other, other_width, other_height) in combinations(areas, 2):
        apart_across = abs(one.x - other.x) >= (width + other_width) / 2
        apart_down = abs(one.y - other.y) >= (height + other_height) / 2
        assert apart_across or apart_down


def test_of_a_circle_only_the_rarer_way_runs_upward():
    assert laid_out(boxes(CIRCLE), arrows(CIRCLE)).upward == {"ship>>pay"}


def test_frequent_ways_are_wide_and_slow_ones_are_hot():
    heat = Heat([0.1, 1.0, 1000.0, None], [1, 25, 100])
    assert heat.width(100) == WIDEST
    assert heat.width(100) > heat.width(25) > heat.width(1)
    assert heat.colour(1000.0) == "#{:02x}{:02x}{:02x}".format(*HOT)
    assert len({heat.colour(0.1), heat.colour(1.0), heat.colour(1000.0), heat.colour(None)}) == 4


def test_tells_who_is_stuck():
    assert "4 stuck, up to 2.0 h" in svg(CIRCLE)
    assert "4 stuck, up to 2.0 h" in mermaid(CIRCLE)


def test_mermaid_shows_the_same_steps_and_transitions():
    text = mermaid(CIRCLE)
    assert text.startswith("flowchart TD\n")
    assert len(re.findall(r" -->\|", text)) == len(CIRCLE.transitions)
    assert len(re.findall(r"linkStyle \d+ stroke:#[0-9a-f]{6},stroke-width:[\d.]+px", text)) == 7
    assert '|"captured · 80× · p95 500 ms"|' in text  # noqa: RUF001


def test_a_map_is_drawn_the_same_each_time():
    assert svg(TANGLE) == svg(TANGLE)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, "–"), (0.0412, "41 ms"), (4.21, "4.2 s"), (75, "1.2 min"), (5400, "1.5 h"), (864000, "10 d")],  # noqa: RUF001
)
def test_durations_are_told_as_a_person_would(seconds: float | None, words: str):
    assert duration(seconds) == words
