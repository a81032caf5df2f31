"""Show one more picture of a product."""

from uuid import UUID

from modules.catalog.contracts.events import ProductChanged
from modules.catalog.domain.edited import Edited
from modules.catalog.domain.media import Picture
from modules.catalog.permissions import EDIT
from modules.catalog.tables.goods_room import product_to_edit
from souk.database import Transaction
from souk.messages import Command


class AddPicture(Command[Edited]):
    """At that place, counted from 0, or behind the others."""

    product_id: UUID
    expected_version: int
    picture: Picture
    place: int | None = None


async def add_picture(tx: Transaction, command: AddPicture) -> Edited:
    product = await product_to_edit(tx, command.product_id, command.expected_version)
    product.add_picture(command.picture, command.place)
    product.changed(tx.now)
    await tx.flush()
    tx.publish(ProductChanged(product_id=product.id))
    tx.publish_staff_action(EDIT, "add_picture", f"product/{product.id}")
    return Edited(id=product.id, version=product.version)
