"""One change of an order: when it happens, and what follows from it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from modules.orders.domain.errands import Errand, ErrandKind, Task
from modules.orders.domain.facts import Fact
from modules.orders.domain.waiting import Who


@dataclass(eq=False, kw_only=True)
class Change:
    """Collects what is to be told and what is to be done; it is stored together with the order."""

    at: datetime
    who: Who = Who.SYSTEM
    next_id: Callable[[], UUID]
    facts: list[Fact] = field(default_factory=list[Fact])
    errands: list[Errand] = field(default_factory=list[Errand])

    def tell(self, fact: Fact) -> None:
        self.facts.append(fact)

    def want(self, order_id: UUID, kind: ErrandKind, task: Task) -> UUID:
        """Have another module do that, until it succeeds; return the errand's id."""
        errand = Errand.wanted(kind, task, id=self.next_id(), order_id=order_id, at=self.at)
        self.errands.append(errand)
        return errand.id
