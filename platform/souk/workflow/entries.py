"""What is tracked: a step that starts or ends, and a decision."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from souk.kernel import Value
from souk.workflow.kept_values import Kept

Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,62}$")]
WorkflowName = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$", max_length=63)]
Reason = Annotated[str, Meta(max_length=200)]


class StepState(StrEnum):
    STARTED = "started"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Step(Value):
    """A step of one instance reached this state: `Step(workflow="orders", instance=order.id, …)`.

    A step that was started ends when it is next tracked in another state. One that takes no time needs no
    start. `detail` holds the values that mattered: ids, amounts and codes.
    """

    workflow: WorkflowName
    instance: UUID
    step: Name
    state: StepState
    reason: Reason = ""
    detail: Mapping[str, Kept] = {}


class Decision(Value):
    """A question was answered, and the instance goes on accordingly."""

    workflow: WorkflowName
    instance: UUID
    question: Name
    chosen: Name
    reason: Reason
    detail: Mapping[str, Kept] = {}
