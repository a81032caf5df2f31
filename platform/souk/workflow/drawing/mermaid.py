"""The map as Mermaid, for pages that draw it themselves."""

from souk.workflow.drawing.figures import START, Arrow, Box, arrows, boxes
from souk.workflow.drawing.heat import Heat
from souk.workflow.maps import WorkflowMap


def mermaid(found: WorkflowMap) -> str:
    """Return a flowchart with the same widths and colours as the SVG."""
    drawn_boxes, drawn_arrows = boxes(found), arrows(found)
    durations = [*(box.p95 for box in drawn_boxes), *(arrow.p95 for arrow in drawn_arrows)]
    heat = Heat(durations, [arrow.count for arrow in drawn_arrows])
    numbers = {box.name: f"step{number}" for number, box in enumerate(drawn_boxes)}
    return "\n".join(
        [
            "flowchart TD",
            *(f"    {_node(box, numbers)}" for box in drawn_boxes),
            *(
                f'    {numbers[arrow.source]} -->|"{arrow.label}"| {numbers[arrow.target]}'
                for arrow in drawn_arrows
            ),
            *(_link_style(index, arrow, heat) for index, arrow in enumerate(drawn_arrows)),
            *(_box_style(box, numbers, heat) for box in drawn_boxes if box.name != START),
        ]
    )


def _node(box: Box, numbers: dict[str, str]) -> str:
    if box.name == START:
        return f'{numbers[START]}(("begins"))'
    text = "<br/>".join([f"<b>{box.title}</b>", *box.lines, *([box.alarm] if box.alarm else [])])
    left, right = ("{{", "}}") if box.decides else ("(", ")")
    return f'{numbers[box.name]}{left}"{text}"{right}'


def _link_style(index: int, arrow: Arrow, heat: Heat) -> str:
    width = heat.width(arrow.count)
    return f"    linkStyle {index} stroke:{heat.colour(arrow.p95)},stroke-width:{width:.1f}px"


def _box_style(box: Box, numbers: dict[str, str], heat: Heat) -> str:
    edge = "#b3261e" if box.alarm else heat.colour(box.p95)
    return f"    style {numbers[box.name]} fill:{heat.tint(box.p95)},stroke:{edge},color:#1f2933"
