"""Let a parcel leave the house."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.orders.domain.errands import Goods, summed
from modules.orders.domain.parcels import Parcel
from modules.orders.domain.seeing import SeenOrder, seen
from modules.orders.domain.sending import send
from modules.orders.domain.waiting import Who
from modules.orders.permissions import FULFIL
from modules.orders.tables.finding import any_order
from modules.orders.tables.keeping import Keep, change_in
from souk.database import Transaction
from souk.messages import Command

Words = Annotated[str, Meta(max_length=100)]


class SendParcel(Command[SeenOrder]):
    """Without goods, all that is still to be sent."""

    order_id: UUID
    goods: tuple[Goods, ...] = ()
    carrier: Words = ""
    tracking: Words = ""
    tracking_url: str | None = None


async def send_parcel(tx: Transaction, command: SendParcel, *, keep: Keep) -> SeenOrder:
    order = await any_order(tx, command.order_id, lock=True)
    change = change_in(tx, Who.STAFF)
    rest = [Goods(variant_id=line.variant_id, quantity=line.waiting) for line in order.lines if line.waiting]
    parcel = Parcel(
        id=tx.new_id(),
        goods=summed(command.goods or rest),
        sent_at=tx.now,
        carrier=command.carrier,
        tracking=command.tracking,
        tracking_url=command.tracking_url,
    )
    send(order, parcel, change)
    await keep(tx, order, change)
    tx.publish_staff_action(FULFIL, "send_parcel", f"order/{order.id}")
    return seen(order)
