"""Announce goods that are sent back."""

from uuid import UUID

from modules.orders.domain.errands import Goods
from modules.orders.domain.parcels import Return
from modules.orders.domain.returning import ask_to_return
from modules.orders.domain.waiting import Who
from modules.orders.tables.finding import own_order
from modules.orders.tables.keeping import Keep, change_in
from souk.database import Transaction
from souk.messages import Command


class RequestReturn(Command[Return]):
    order_id: UUID
    goods: tuple[Goods, ...]
    reason: str
    guest_token: str | None = None


async def request_return(tx: Transaction, command: RequestReturn, *, keep: Keep) -> Return:
    order = await own_order(tx, command.order_id, command.guest_token, lock=True)
    change = change_in(tx, Who.CUSTOMER)
    asked = ask_to_return(order, command.goods, command.reason, change)
    await keep(tx, order, change)
    return asked
