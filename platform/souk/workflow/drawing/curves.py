"""The way of an arrow as a smooth curve with a head at its end."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from souk.workflow.drawing.figures import Arrow, Box
from souk.workflow.drawing.layout import Layout, Spot

PORTS = 0.72  # the share of a side that arrows may touch
APART = 22.0
HEAD = 9.0
Point = tuple[float, float]


def ways(boxes: Mapping[str, Box], arrows: Sequence[Arrow], layout: Layout) -> dict[str, list[Point]]:
    """Return each arrow's points from top to bottom: out of the upper box and into the lower."""
    leaving: dict[str, list[str]] = {}
    entering: dict[str, list[str]] = {}
    for arrow in arrows:
        if arrow.name in layout.ways:
            ends = (arrow.source, arrow.target)
            upper, lower = reversed(ends) if arrow.name in layout.upward else ends
            leaving.setdefault(upper, []).append(arrow.name)
            entering.setdefault(lower, []).append(arrow.name)
    points = {name: [(spot.x, spot.y) for spot in spots[1:-1]] for name, spots in layout.ways.items()}
    for name, ports in leaving.items():
        spot, box = layout.boxes[name], boxes[name]
        for arrow_name, x in _ports(ports, spot, box, {each: points[each][0][0] for each in ports}).items():
            points[arrow_name].insert(0, (x, spot.y + box.height / 2))
    for name, ports in entering.items():
        spot, box = layout.boxes[name], boxes[name]
        for arrow_name, x in _ports(ports, spot, box, {each: points[each][-1][0] for each in ports}).items():
            points[arrow_name].append((x, spot.y - box.height / 2))
    return points


def curve(points: Sequence[Point], *, upward: bool, thick: float) -> tuple[str, str]:
    """Return two SVG paths, the line and its head. The points run from top to bottom."""
    head = HEAD + thick
    way = [*points[:-1], (points[-1][0], points[-1][1] - head + 1)]
    tip = points[-1]
    side = -head
    if upward:
        way = [(points[0][0], points[0][1] + head - 1), *points[1:]]
        tip = points[0]
        side = head
    half = HEAD * 0.45 + thick * 0.6
    x, y = tip
    shape = f"M{x:.1f},{y:.1f}L{x - half:.1f},{y + side:.1f}L{x + half:.1f},{y + side:.1f}Z"
    return _smooth(way), shape


def _ports(names: Sequence[str], spot: Spot, box: Box, towards: Mapping[str, float]) -> dict[str, float]:
    """Let each arrow touch the box where it comes from or goes to, if they stay apart and on its side."""
    across = sorted(names, key=lambda name: towards[name])
    reach = box.width / 2 * PORTS
    apart = min(APART, 2 * reach / max(len(across) - 1, 1))
    ports: list[float] = []
    for name in across:
        wished = min(max(towards[name], spot.x - reach), spot.x + reach)
        ports.append(max(wished, ports[-1] + apart) if ports else wished)
    for index in range(len(ports) - 1, -1, -1):
        most = ports[index + 1] - apart if index + 1 < len(ports) else spot.x + reach
        ports[index] = min(ports[index], most)
    return dict(zip(across, ports, strict=True))


def _smooth(way: Sequence[Point]) -> str:
    """One curve through all points: it leaves and arrives upright, and leans in between as its ends do."""
    leaning = [(b[0] - a[0]) / ((b[1] - a[1]) or 1.0) for a, b in pairwise(way)]
    slopes = [0.0, *(_common(a, b) for a, b in pairwise(leaning)), 0.0]
    path = f"M{way[0][0]:.1f},{way[0][1]:.1f}"
    for (start, slope), (end, next_slope) in pairwise(zip(way, slopes, strict=True)):
        third = (end[1] - start[1]) / 3
        path += (
            f"C{start[0] + slope * third:.1f},{start[1] + third:.1f}"
            f" {end[0] - next_slope * third:.1f},{end[1] - third:.1f} {end[0]:.1f},{end[1]:.1f}"
        )
    return path


def _common(before: float, after: float) -> float:
    """The slope where two pieces meet; upright where they turn, so that nothing swings out."""
    if before * after <= 0:
        return 0.0
    return 2 * before * after / (before + after)
