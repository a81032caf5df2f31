"""How the things of a module live, drawn from the tables that its code follows."""

import re
from collections.abc import Iterator

from souk.documentation.markdown import diagram, section
from souk.modules import Lifecycle, Module

WORDS = re.compile(r"[^A-Za-z0-9]+")


def lifecycles(module: Module) -> str:
    """Return a drawing for each; nothing where the module shows none."""
    drawn = [section(life.name.capitalize(), diagram(_drawn(life)), level=3) for life in module.lifecycles]
    return section("Lifecycles", "What is not drawn cannot happen.", *drawn) if drawn else ""


def _drawn(life: Lifecycle) -> Iterator[str]:
    yield "stateDiagram-v2"
    ends = {step.leads_to for step in life.steps} - {step.state for step in life.steps}
    states = dict.fromkeys(
        [life.begins, *(name for step in life.steps for name in (step.state, step.leads_to))]
    )
    for state in states:
        if _id(state) != state:
            yield f'    state "{state}" as {_id(state)}'
    yield f"    [*] --> {_id(life.begins)}"
    for (state, leads_to), happenings in _together(life).items():
        yield f"    {_id(state)} --> {_id(leads_to)}: {', '.join(happenings)}"
    for state in states:
        if state in ends:
            yield f"    {_id(state)} --> [*]"


def _together(life: Lifecycle) -> dict[tuple[str, str], list[str]]:
    """Gather what leads from one state to the same other one, so that there is one arrow."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for step in life.steps:
        arrows.setdefault((step.state, step.leads_to), []).append(step.happening.replace("_", " "))
    return arrows


def _id(state: str) -> str:
    return WORDS.sub("_", state)
