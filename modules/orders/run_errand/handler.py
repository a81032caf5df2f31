"""What errands need to know of their orders."""

from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, bindparam, select

from modules.orders.domain.briefs import Brief
from modules.orders.domain.errands import ErrandState
from modules.orders.tables import errands, orders
from souk.database import Transaction
from souk.database.spoken import Spoken
from souk.messages import Query

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
