"""What errands need to know of their orders."""

from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, bindparam, select

from modules.orders.domain.attempts import Attempt
from modules.orders.domain.errands import ErrandKind, ErrandState, Task
from modules.orders.domain.lines import OrderLine
from modules.orders.domain.stages import Stage
from modules.orders.tables import errands, orders
from souk.database import Transaction
from souk.database.spoken import Spoken
from souk.kernel import Personal, Value
from souk.messages import Query


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


WANTED = Spoken(
    select(
        errands.c.id.label("errand_id"),
        errands.c.order_id,
        orders.c.number,
        errands.c.kind,
        errands.c.task,
        orders.c.stage,
        orders.c.person_id,
        orders.c.email,
        orders.c.language,
        orders.c.lines,
        orders.c.attempts,
    )
    .join(orders, orders.c.id == errands.c.order_id)
    .where(
        errands.c.id == any_(bindparam("errands", type_=ARRAY(Uuid))), errands.c.state == ErrandState.WANTED
    )
)


class BriefErrands(Query[list[Brief]]):
    """Asks for errands; those that have been run are left out."""

    errand_ids: tuple[UUID, ...]


async def brief_errands(tx: Transaction, query: BriefErrands) -> list[Brief]:
    rows = await WANTED(tx, {"errands": list(query.errand_ids)})
    return [Brief(**row._asdict()) for row in rows]
