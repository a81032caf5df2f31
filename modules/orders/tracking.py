"""What the workflow tracker is told of an order: each stage as a step, each errand as another."""

import re
from uuid import UUID

from modules.orders.domain.changes import Change
from modules.orders.domain.errands import Errand, ErrandState
from modules.orders.domain.facts import Moved
from modules.orders.domain.order import Order
from modules.orders.domain.stages import OVER, Happening, Stage
from modules.orders.domain.waiting import Why
from souk.kernel import Money
from souk.workflow import Step, StepState

WORKFLOW = "orders"
FAILED_BY = frozenset({Happening.STOCK_REFUSED, Happening.STOCK_LOST, Happening.DECLINED})
ENDED = {ErrandState.DONE: StepState.COMPLETED, ErrandState.FAILED: StepState.FAILED}
CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def tracked(order: Order, change: Change) -> list[Step]:
    """Return the steps of this change, in their order."""
    moves = [fact for fact in change.facts if isinstance(fact, Moved)]
    steps = [step for move in moves for step in _of_move(order, move)]
    return steps + [
        _step(order, f"errand_{errand.kind}", StepState.STARTED, errand=errand.id)
        for errand in change.errands
    ]


def placed(order: Order) -> Step:
    return _step(order, name_of(order.stage), StepState.STARTED, total=order.total)


def ended(errand: Errand) -> Step:
    """Tell that an errand is done, or given up."""
    return Step(
        workflow=WORKFLOW,
        instance=errand.order_id,
        step=f"errand_{errand.kind}",
        state=ENDED[errand.state],
        reason=errand.reason,
        detail={"errand": errand.id},
    )


def name_of(stage: Stage) -> str:
    return CAPITAL.sub("_", stage).lower()


def _of_move(order: Order, move: Moved) -> list[Step]:
    failed = move.by in FAILED_BY
    called_off = move.by is Happening.CANCELLED
    end = StepState.FAILED if failed else StepState.CANCELLED if called_off else StepState.COMPLETED
    begun = StepState.COMPLETED if move.to in OVER else StepState.STARTED
    detail: dict[str, Money | Why] = {"why": move.why, "total": order.total, "paid": order.paid}
    return [
        Step(
            workflow=WORKFLOW,
            instance=order.id,
            step=name_of(stage),
            state=state,
            reason=move.by,
            detail=detail,
        )
        for stage, state in ((move.came_from, end), (move.to, begun))
    ]


def _step(order: Order, name: str, state: StepState, **detail: UUID | Money) -> Step:
    return Step(workflow=WORKFLOW, instance=order.id, step=name, state=state, detail=detail)
