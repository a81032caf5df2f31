"""The map of a workflow as it is asked for and shown: steps, transitions, and who is stuck."""

from datetime import datetime
from uuid import UUID

import msgspec

from souk.http import Shown


class Stuck(Shown):
    """Instances whose last word is that this step has started, and that was too long ago."""

    instances: int
    longest_seconds: float
    oldest_instance: UUID


class MappedStep(Shown):
    """A step (or a decision) in the window: how often it was begun, how it ended, how long it took."""

    step: str
    decides: bool = False
    visits: int = 0
    completed: int = 0
    failed: int = 0
    cancelled: int = 0
    mean_seconds: float | None = None
    p95_seconds: float | None = None
    stuck: Stuck | None = None


class Transition(Shown):
    """How often one step followed another, and how long the instance waited between the two.

    `source` is None where instances begin; `choice` is what a decision chose.
    """

    target: str = msgspec.field(name="to")
    source: str | None = msgspec.field(name="from")
    choice: str | None
    count: int
    mean_seconds: float | None
    p95_seconds: float | None


class WorkflowMap(Shown):
    """How a workflow really went between two points in time. Who is stuck is told as of now."""

    workflow: str
    since: datetime = msgspec.field(name="from")
    until: datetime = msgspec.field(name="to")
    stuck_after_seconds: int
    instances: int
    steps: list[MappedStep]
    transitions: list[Transition]
