"""Show what happened to one's own order."""

from uuid import UUID

from modules.orders.domain.history import Moment
from modules.orders.tables.finding import own_order
from souk.database import Transaction
from souk.messages import Query


class ShowTimeline(Query[list[Moment]]):
    order_id: UUID
    guest_token: str | None = None


async def show_timeline(tx: Transaction, query: ShowTimeline) -> list[Moment]:
    return list((await own_order(tx, query.order_id, query.guest_token)).history)
