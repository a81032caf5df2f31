"""What whoever runs an errand needs to know of it."""

from uuid import UUID

from modules.orders.domain.attempts import Attempt
from modules.orders.domain.errands import ErrandKind, Task
from modules.orders.domain.lines import OrderLine
from modules.orders.domain.stages import Stage
from souk.kernel import Personal, Value

NOT_ANY_MORE = "not_any_more"


class Pointless(Exception):
    """There is nothing left to do, and why."""


class Brief(Value):
    """An errand that is still to be run, and the order that it is for."""

    errand_id: UUID
    order_id: UUID
    number: str
    kind: ErrandKind
    task: Task
    stage: Stage
    person_id: UUID | None
    email: Personal[str] | None
    language: str | None
    lines: tuple[OrderLine, ...]
    attempts: tuple[Attempt, ...]

    @property
    def attempt(self) -> Attempt | None:
        return next((one for one in self.attempts if one.id == self.task.payment_id), None)
