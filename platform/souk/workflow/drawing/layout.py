"""Lays a map out in layers: every box and every arrow's label gets a place where nothing else is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from souk.workflow.drawing.figures import Arrow, Box
from souk.workflow.drawing.layering import Link, downward, layers
from souk.workflow.drawing.ordering import ordered
from souk.workflow.drawing.placing import Extent, placed

LABEL_HEIGHT = 18.0
ROW_GAP = 24.0
BEND = Extent(7.0, 7.0)
LOOP = 30.0
FREQUENT, STRAIGHT = 8.0, 6.0
Chains = Mapping[str, list[str]]


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where something stands: its middle, and how tall its layer is."""

    x: float
    y: float
    height: float

    @property
    def top(self) -> float:
        return self.y - self.height / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height / 2


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The places of boxes, and of arrows as the spots that they pass from top to bottom, by their names."""

    boxes: dict[str, Spot]
    ways: dict[str, list[Spot]]
    labels: dict[str, Spot]
    upward: set[str]
    width: float
    height: float


def laid_out(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> Layout:
    """Layers of boxes alternate with layers of labels, so that labels are laid out like boxes."""
    between = [arrow for arrow in arrows if arrow.source != arrow.target]
    down = downward([(arrow.source, arrow.target) for arrow in between])
    rank = {name: 2 * layer for name, layer in layers([box.name for box in boxes], down).items()}
    chains = {arrow.name: _chain(arrow, rank) for arrow in between}
    links = [link for chain in chains.values() for link in pairwise(chain)]
    rows = ordered(_rows(rank, chains), links)
    extents = _extents(boxes, arrows, chains)
    across = placed(rows, _pulls(arrows, chains), extents)
    spots = _spots(rows, across, {box.name: box.height for box in boxes})
    return Layout(
        boxes={box.name: spots[box.name] for box in boxes},
        ways={name: [spots[point] for point in chain] for name, chain in chains.items()},
        labels={name: spots[_middle(chain)] for name, chain in chains.items()},
        upward={arrow.name for arrow in between if (arrow.source, arrow.target) not in down},
        width=max(across[name] + extents[name].right for name in across),
        height=max(spot.bottom for spot in spots.values()),
    )


def _chain(arrow: Arrow, rank: Mapping[str, int]) -> list[str]:
    """The items that an arrow passes, from the upper box to the lower: one in each layer between."""
    upper, lower = sorted((arrow.source, arrow.target), key=lambda name: rank[name])
    return [upper, *(f"{arrow.name}@{row}" for row in range(rank[upper] + 1, rank[lower])), lower]


def _pulls(arrows: Sequence[Arrow], chains: Chains) -> dict[Link, float]:
    """The most frequent ways shall be straight, and long ones too: bends pull more than boxes do."""
    most = max([arrow.count for arrow in arrows], default=1)
    pulls: dict[Link, float] = {}
    for arrow in arrows:
        pieces = list(pairwise(chains.get(arrow.name, [])))
        weight = 1 + FREQUENT * arrow.count / most
        for place, piece in enumerate(pieces):
            pulls[piece] = weight * (STRAIGHT if 0 < place < len(pieces) - 1 else 1)
    return pulls


def _middle(chain: Sequence[str]) -> str:
    return chain[len(chain) // 2]


def _rows(rank: Mapping[str, int], chains: Chains) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(max(rank.values()) + 1)]
    for name, row in rank.items():
        rows[row].append(name)
    for chain in chains.values():
        for row, point in enumerate(chain[1:-1], start=rank[chain[0]] + 1):
            rows[row].append(point)
    return rows


def _extents(boxes: Sequence[Box], arrows: Sequence[Arrow], chains: Chains) -> dict[str, Extent]:
    loops = {arrow.source: LOOP + arrow.width for arrow in arrows if arrow.source == arrow.target}
    halves = {arrow.name: arrow.width / 2 for arrow in arrows}
    return {
        **{point: BEND for chain in chains.values() for point in chain[1:-1]},
        **{_middle(chain): Extent(halves[name], halves[name]) for name, chain in chains.items()},
        **{box.name: Extent(box.width / 2, box.width / 2 + loops.get(box.name, 0.0)) for box in boxes},
    }


def _spots(
    rows: Sequence[Sequence[str]], across: Mapping[str, float], heights: Mapping[str, float]
) -> dict[str, Spot]:
    spots: dict[str, Spot] = {}
    top = 0.0
    for row in rows:
        height = max([LABEL_HEIGHT, *(heights[name] for name in row if name in heights)])
        spots |= {name: Spot(x=across[name], y=top + height / 2, height=height) for name in row}
        top += height + ROW_GAP
    return spots
