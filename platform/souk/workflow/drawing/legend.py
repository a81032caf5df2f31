"""What the map is about, above it, and what its widths and colours mean, below it."""

from html import escape

from souk.workflow.drawing.heat import Heat
from souk.workflow.drawing.words import duration
from souk.workflow.maps import WorkflowMap

TITLE_HEIGHT = 58.0
LEGEND_HEIGHT = 52.0
LEGEND_WIDTH = 560.0
BAR = 150.0
STOPS = 5


def title(found: WorkflowMap, x: float) -> str:
    told = f"{found.since:%d %b %Y %H:%M} to {found.until:%d %b %Y %H:%M} UTC · {found.instances:,} begun"
    return (
        f"<title>Workflow {escape(found.workflow)}: {escape(told)}</title>"
        f'<text class="title" x="{x}" y="{x + 8}">{escape(found.workflow)}</text>'
        f'<text class="quiet" x="{x}" y="{x + 28}">{escape(told)}</text>'
    )


def legend(heat: Heat, x: float, y: float) -> str:
    """A bar from the shortest to the longest p95, and a word on the rest."""
    shares = [index / (STOPS - 1) for index in range(STOPS)]
    stops = "".join(
        f'<stop offset="{share:.2f}" stop-color="{heat.colour(_between(heat, share))}"/>' for share in shares
    )
    middle = y + LEGEND_HEIGHT * 0.7
    bar = x + 78
    return (
        f'<defs><linearGradient id="heat">{stops}</linearGradient></defs>'
        f'<text class="quiet" x="{x}" y="{middle + 4}">p95 {duration(heat.shortest)}</text>'
        f'<rect x="{bar}" y="{middle - 5}" width="{BAR}" height="10" rx="5" fill="url(#heat)"/>'
        f'<text class="quiet" x="{bar + BAR + 8}" y="{middle + 4}">{duration(heat.longest)}'
        " · the wider the way, the more often · red edge: stuck now</text>"
    )


def _between(heat: Heat, share: float) -> float:
    if heat.shortest <= 0:
        return 0.0
    return heat.shortest * float((heat.longest / heat.shortest) ** share)
