"""Plots over time as SVG: one file that any browser shows, with nothing to load."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

WIDTH, HEIGHT = 760, 260
LEFT, RIGHT, TOP, BOTTOM = 64, 96, 40, 36
COLOURS = ("#2f6f9f", "#e2a030", "#c4302b", "#6b7d3a", "#7a5195")
STEPS = (1, 2, 5, 10)
TICKS = 5
STYLE = (
    "text{font:12px system-ui,'Segoe UI',Helvetica,Arial,sans-serif;fill:#1f2933}"
    ".title{font-size:15px;font-weight:600}.quiet{fill:#52606d}.line{fill:none;stroke-width:1.8}"
    ".grid{stroke:#e4e7eb}"
)


class Line(NamedTuple):
    """A line and its name; where nothing is known it has a gap."""

    name: str
    values: Sequence[float | None]


def plot(title: str, unit: str, lines: Sequence[Line]) -> str:
    """Draw the lines over seconds, from 0 up, so that heights can be compared."""
    top = _round_up(max((value for line in lines for value in line.values if value is not None), default=0.0))
    most = max((len(line.values) for line in lines), default=0)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
            f"<style>{STYLE}</style>",
            f"<title>{escape(title)}</title>",
            '<rect width="100%" height="100%" fill="#fff"/>',
            f'<text class="title" x="{LEFT}" y="22">{escape(title)}</text>',
            *_grid(top, unit, most),
            *(part for number, line in enumerate(lines) for part in _line(number, line, top, most)),
            "</svg>\n",
        ]
    )


def _grid(top: float, unit: str, most: int) -> list[str]:
    drawn = []
    for tick in range(TICKS + 1):
        value = top * tick / TICKS
        y = _y(value, top)
        drawn.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        label = f"{value:g} {unit}" if tick == TICKS else f"{value:g}"
        drawn.append(f'<text class="quiet" x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{label}</text>')
    step = max(1, int(_round_up(most / 8)))
    for second in range(0, most, step):
        x = _x(second, most)
        drawn.append(
            f'<text class="quiet" x="{x:.1f}" y="{HEIGHT - 12}" text-anchor="middle">{second} s</text>'
        )
    return drawn


def _line(number: int, line: Line, top: float, most: int) -> list[str]:
    colour = COLOURS[number % len(COLOURS)]
    x = WIDTH - RIGHT + 10
    name = f'<text x="{x}" y="{TOP + 14 + 18 * number}" style="fill:{colour}">{escape(line.name)}</text>'
    return [name, *(_stretch(stretch, colour, top, most) for stretch in _stretches(line.values))]


def _stretches(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """Return what lies between the gaps."""
    found: list[list[tuple[int, float]]] = [[]]
    for second, value in enumerate(values):
        if value is None:
            found.append([])
        else:
            found[-1].append((second, value))
    return [stretch for stretch in found if stretch]


def _stretch(points: Sequence[tuple[int, float]], colour: str, top: float, most: int) -> str:
    if len(points) == 1:
        second, value = points[0]
        return f'<circle cx="{_x(second, most):.1f}" cy="{_y(value, top):.1f}" r="2" fill="{colour}"/>'
    path = " ".join(f"{_x(second, most):.1f},{_y(value, top):.1f}" for second, value in points)
    return f'<polyline class="line" stroke="{colour}" points="{path}"/>'


def _x(second: float, most: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * second / max(1, most - 1)


def _y(value: float, top: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top


def _round_up(value: float) -> float:
    """Return the next number that reads well: 1, 2 or 5, and zeros."""
    size = 1.0
    while size < value:
        size *= 10
    while size / 10 >= value > 0:
        size /= 10
    return next(size / 10 * step for step in STEPS if size / 10 * step >= value) if value > 0 else 1.0
