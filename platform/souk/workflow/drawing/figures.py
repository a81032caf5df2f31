"""The figures of a map before they have a place: boxes for steps, arrows for transitions."""

from collections import Counter
from dataclasses import dataclass

from souk.workflow.drawing.words import duration, spelled, times
from souk.workflow.maps import MappedStep, Transition, WorkflowMap

START = ""
LETTER, SMALL_LETTER = 7.8, 6.8
LINE, PADDING = 17.0, 10.0
START_SIZE = 22.0


@dataclass(frozen=True, kw_only=True)
class Box:
    """A step as it is drawn."""

    name: str
    title: str
    lines: tuple[str, ...]
    alarm: str
    decides: bool
    p95: float | None

    @property
    def width(self) -> float:
        if self.name == START:
            return START_SIZE
        longest = max(len(line) for line in (*self.lines, self.alarm)) * SMALL_LETTER
        points = 24.0 if self.decides else 0.0
        return max(len(self.title) * LETTER, longest) + 2 * PADDING + points

    @property
    def height(self) -> float:
        if self.name == START:
            return START_SIZE
        return (1 + len(self.lines) + bool(self.alarm)) * LINE + PADDING


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """A transition as it is drawn."""

    name: str
    source: str
    target: str
    count: int
    p95: float | None
    label: str

    @property
    def width(self) -> float:
        return len(self.label) * SMALL_LETTER + 8


def boxes(found: WorkflowMap) -> list[Box]:
    start = Box(name=START, title="", lines=(), alarm="", decides=False, p95=None)
    return [start, *(_box(step) for step in found.steps), *_older(found)]


def arrows(found: WorkflowMap) -> list[Arrow]:
    """All transitions, the most frequent first."""
    return [_arrow(transition) for transition in sorted(found.transitions, key=lambda each: -each.count)]


def _older(found: WorkflowMap) -> list[Box]:
    """What the first transitions of the window came from, if it happened before the window only."""
    known = {step.step for step in found.steps}
    sources = Counter(each.source for each in found.transitions if each.source and each.source not in known)
    return [_box(MappedStep(step=name)) for name in sources]


def _box(step: MappedStep) -> Box:
    told = times(step.visits)
    if step.p95_seconds is not None:
        told += f" · mean {duration(step.mean_seconds)} · p95 {duration(step.p95_seconds)}"
    ends = [(step.failed, "failed"), (step.cancelled, "cancelled")]
    unhappy = " · ".join(f"{count:,} {word}" for count, word in ends if count)
    stuck = step.stuck
    alarm = f"{stuck.instances:,} stuck, up to {duration(stuck.longest_seconds)}" if stuck else ""
    return Box(
        name=step.step,
        title=spelled(step.step) + ("?" if step.decides else ""),
        lines=(told, unhappy) if unhappy else (told,),
        alarm=alarm,
        decides=step.decides,
        p95=step.p95_seconds,
    )


def _arrow(transition: Transition) -> Arrow:
    source = transition.source or START
    parts = [spelled(transition.choice)] if transition.choice else []
    parts.append(times(transition.count))
    if transition.p95_seconds is not None:
        parts.append(f"p95 {duration(transition.p95_seconds)}")
    return Arrow(
        name=f"{source}>{transition.choice or ''}>{transition.target}",
        source=source,
        target=transition.target,
        count=transition.count,
        p95=transition.p95_seconds,
        label=" · ".join(parts),
    )
