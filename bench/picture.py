"""Draws figures beside their budgets: a bar for each, and a line where the budget is."""

from collections.abc import Mapping, Sequence
from html import escape

from stand import Figure

ROW, LEFT, UNIT, RIGHT = 22, 380, 240, 180
MOST = 2.0  # budgets
LETTERS = 'font-family="system-ui, sans-serif" font-size="13"'


def drawn(found: Mapping[str, Sequence[Figure]], machine: str) -> str:
    """Return an SVG: bars of what of its budget each figure makes; green are those that meet it."""
    rows = [(name, each) for name, figures in found.items() for each in figures if each.budget]
    height = ROW * (len(rows) + 3)
    width = LEFT + MOST * UNIT + RIGHT
    line = LEFT + UNIT
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height}" {LETTERS}>',
        f'<rect width="{width:.0f}" height="{height}" fill="white"/>',
        f'<text x="10" y="{ROW}" font-weight="bold">Figures beside their budgets: {escape(machine)}</text>',
        f'<text x="{line + 4}" y="{2 * ROW - 6}" fill="#555">budget</text>',
    ]
    for number, (name, figure) in enumerate(rows, 2):
        lines += _bar(name, figure, number * ROW)
    lines.append(f'<path d="M{line} {ROW * 1.6:.0f}V{height - ROW}" stroke="#333" stroke-dasharray="4 3"/>')
    return "\n".join([*lines, "</svg>", ""])


def _bar(name: str, figure: Figure, top: int) -> list[str]:
    share = figure.middle / (figure.budget or figure.middle)
    length = max(2.0, min(share, MOST) * UNIT)
    wanted = f"{'≥' if figure.at_least else '≤'} {figure.budget:,g}"
    said = f"{figure.middle:,.4g} {figure.unit} ({wanted})"
    colour = "#2e7d4f" if figure.met else "#b3372f"
    middle = top + ROW - 7
    return [
        f'<text x="10" y="{middle}">{escape(name)}: {escape(figure.name.strip())}</text>',
        f'<rect x="{LEFT}" y="{top + 4}" width="{length:.1f}" height="{ROW - 8}" fill="{colour}"/>',
        f'<text x="{LEFT + length + 6:.0f}" y="{middle}" fill="#333">{escape(said)}</text>',
    ]
