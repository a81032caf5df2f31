"""A switchboard for rehearsals: its process dies at a point that has a name, as if the power had gone.

A point is a commit, and whether it has happened: between two commits nothing is durable, so that these are
all the places at which a death makes a difference. They are named after the command (`orders.place_order`),
the subscriber (`payments.carry_out_operation`; of an effect also `… attempt`, which is before it) or the job.
"""

import os
import signal
from contextvars import ContextVar
from functools import partial
from typing import Any

from souk.database.transactions import Transaction
from souk.idempotency.receipts import Receipt
from souk.messages import Context
from souk.pipeline.lines import Line
from souk.pipeline.switchboard import Switchboard

DOING: ContextVar[str] = ContextVar("doing", default="")


def die() -> None:
    """End this process at once: nothing is flushed, closed or said."""
    os.kill(os.getpid(), signal.SIGKILL)


class DyingTransaction(Transaction):
    """Commits as any other, unless its commit is the one."""

    def __init__(self, *given: Any, point: str) -> None:
        super().__init__(*given)
        begins = self._under_way.begins
        self._point = point
        self._doing = str(begins) if begins is not None else DOING.get() or self.context.reason

    async def commit(self) -> None:
        commit = f"the commit of {self._doing}" if self.opened or self._under_way.begins is not None else ""
        if commit and self._point == f"before {commit}":
            die()
        await super().commit()
        if commit and self._point == f"after {commit}":
            die()


class DyingSwitchboard(Switchboard):
    """Made with the point at which to die."""

    def __init__(self, *given: Any, point: str, **more: Any) -> None:
        super().__init__(*given, **more)
        self.transaction_kind = partial(DyingTransaction, point=point)

    async def _in_transaction(
        self, line: Line, message: object, context: Context, receipt: Receipt | None
    ) -> Any:
        outer = DOING.set(line.name)
        try:
            return await super()._in_transaction(line, message, context, receipt)
        finally:
            DOING.reset(outer)
