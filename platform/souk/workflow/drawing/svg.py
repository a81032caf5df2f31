"""The map as an SVG: one file that any browser shows, with nothing to load."""

from collections.abc import Iterator
from html import escape

from souk.workflow.drawing.curves import curve, ways
from souk.workflow.drawing.figures import LINE, PADDING, START, Arrow, Box, arrows, boxes
from souk.workflow.drawing.heat import Heat
from souk.workflow.drawing.layout import Layout, Spot, laid_out
from souk.workflow.drawing.legend import LEGEND_HEIGHT, LEGEND_WIDTH, TITLE_HEIGHT, legend, title
from souk.workflow.maps import WorkflowMap

MARGIN = 28.0
LOOP_REACH = 24.0
STYLE = """
text{font:12px system-ui,'Segoe UI',Helvetica,Arial,sans-serif;fill:#1f2933}
.title{font-size:17px;font-weight:600}.name{font-weight:600;font-size:13px}
.middle{text-anchor:middle}.quiet{fill:#52606d}.alarm{fill:#b3261e;font-weight:600}
.halo{paint-order:stroke;stroke:#fff;stroke-width:5px;stroke-linejoin:round}
"""


def svg(found: WorkflowMap) -> str:
    """Draw the map. Each arrow tells its figures when it is pointed at, too."""
    drawn_boxes, drawn_arrows = boxes(found), arrows(found)
    layout = laid_out(drawn_boxes, drawn_arrows)
    durations = [*(box.p95 for box in drawn_boxes), *(arrow.p95 for arrow in drawn_arrows)]
    heat = Heat(durations, [arrow.count for arrow in drawn_arrows])
    width = max(layout.width, LEGEND_WIDTH) + 2 * MARGIN
    height = layout.height + TITLE_HEIGHT + LEGEND_HEIGHT + 2 * MARGIN
    left = (width - layout.width) / 2
    size = f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
            f"<style>{STYLE}</style>",
            '<rect width="100%" height="100%" fill="#fff"/>',
            title(found, MARGIN),
            f'<g transform="translate({left:.1f},{MARGIN + TITLE_HEIGHT:.1f})">',
            *_arrows(drawn_boxes, drawn_arrows, layout, heat),
            *(_box(box, layout.boxes[box.name], heat) for box in drawn_boxes),
            *_labels(drawn_boxes, drawn_arrows, layout),
            "</g>",
            legend(heat, MARGIN, height - MARGIN - LEGEND_HEIGHT),
            "</svg>\n",
        ]
    )


def _arrows(drawn: list[Box], every: list[Arrow], layout: Layout, heat: Heat) -> Iterator[str]:
    by_name = {box.name: box for box in drawn}
    points = ways(by_name, every, layout)
    for arrow in reversed(every):
        colour, thick = heat.colour(arrow.p95), heat.width(arrow.count)
        if arrow.name in points:
            upward = arrow.name in layout.upward
            line, head = curve(points[arrow.name], upward=upward, thick=thick)
        else:
            line, head = _loop(by_name[arrow.source], layout.boxes[arrow.source], thick)
        told = escape(f"{arrow.source or 'begins'} to {arrow.target}: {arrow.label}")
        yield (
            f'<g><title>{told}</title><path d="{line}" fill="none" stroke="{colour}"'
            f' stroke-width="{thick:.1f}"/><path d="{head}" fill="{colour}"/></g>'
        )


def _loop(box: Box, spot: Spot, thick: float) -> tuple[str, str]:
    """An arrow from a box to itself: out of its right side and back."""
    x, up, down = spot.x + box.width / 2, spot.y - 11, spot.y + 11
    far, head = x + LOOP_REACH, 8 + thick
    half = 4 + thick * 0.6
    line = f"M{x:.1f},{up:.1f}C{far:.1f},{up - 8:.1f} {far:.1f},{down + 8:.1f} {x + head:.1f},{down:.1f}"
    tip = f"M{x:.1f},{down:.1f}L{x + head:.1f},{down - half:.1f}L{x + head:.1f},{down + half:.1f}Z"
    return line, tip


def _box(box: Box, spot: Spot, heat: Heat) -> str:
    if box.name == START:
        return f'<circle cx="{spot.x:.1f}" cy="{spot.y:.1f}" r="{box.height / 2:.1f}" fill="#3e4c59"/>'
    top = spot.y - box.height / 2
    rows = [(box.title, "name"), *((line, "quiet") for line in box.lines)]
    rows += [(box.alarm, "alarm")] if box.alarm else []
    first = top + PADDING / 2 + LINE * 0.75
    texts = "".join(
        f'<text class="middle {kind}" x="{spot.x:.1f}" y="{first + LINE * index:.1f}">{escape(line)}</text>'
        for index, (line, kind) in enumerate(rows)
    )
    edge = "#b3261e" if box.alarm else heat.colour(box.p95)
    return f"<g>{_outline(box, spot, top, heat.tint(box.p95), edge)}{texts}</g>"


def _outline(box: Box, spot: Spot, top: float, fill: str, edge: str) -> str:
    """Decisions have points at their sides, steps have round corners; who is stuck gives a red edge."""
    left, right, bottom = spot.x - box.width / 2, spot.x + box.width / 2, top + box.height
    look = f'fill="{fill}" stroke="{edge}" stroke-width="{2.4 if box.alarm else 1.6}"'
    if box.decides:
        corners = [(left, spot.y), (left + 14, top), (right - 14, top), (right, spot.y)]
        corners += [(right - 14, bottom), (left + 14, bottom)]
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
        return f'<polygon points="{points}" {look}/>'
    return (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{box.width:.1f}" height="{box.height:.1f}"'
        f' rx="8" {look}/>'
    )


def _labels(drawn: list[Box], every: list[Arrow], layout: Layout) -> Iterator[str]:
    by_name = {box.name: box for box in drawn}
    for arrow in every:
        text = escape(arrow.label)
        if arrow.name in layout.labels:
            spot = layout.labels[arrow.name]
            yield f'<text class="middle halo" x="{spot.x:.1f}" y="{spot.y + 4:.1f}">{text}</text>'
        else:
            spot = layout.boxes[arrow.source]
            x = spot.x + by_name[arrow.source].width / 2 + LOOP_REACH
            yield f'<text class="halo" x="{x:.1f}" y="{spot.y + 4:.1f}">{text}</text>'
