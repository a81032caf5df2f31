"""No longer show a picture of a product."""

from uuid import UUID

from modules.catalog.contracts.events import ProductChanged
from modules.catalog.domain.edited import Edited
from modules.catalog.permissions import EDIT
from modules.catalog.tables.goods_room import product_to_edit
from souk.database import Transaction
from souk.messages import Command


class RemovePicture(Command[Edited]):
    product_id: UUID
    expected_version: int
    address: str


async def remove_picture(tx: Transaction, command: RemovePicture) -> Edited:
    product = await product_to_edit(tx, command.product_id, command.expected_version)
    product.remove_picture(command.address)
    product.changed(tx.now)
    await tx.flush()
    tx.publish(ProductChanged(product_id=product.id))
    tx.publish_staff_action(EDIT, "remove_picture", f"product/{product.id}")
    return Edited(id=product.id, version=product.version)
