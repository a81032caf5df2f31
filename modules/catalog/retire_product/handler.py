"""Take a product off sale; it stays for its history."""

from uuid import UUID

from modules.catalog.contracts.events import ProductRetired
from modules.catalog.domain.edited import Edited
from modules.catalog.permissions import EDIT
from modules.catalog.tables.goods_room import product_to_edit
from souk.database import Transaction
from souk.messages import Command


class RetireProduct(Command[Edited]):
    product_id: UUID
    expected_version: int


async def retire_product(tx: Transaction, command: RetireProduct) -> Edited:
    product = await product_to_edit(tx, command.product_id, command.expected_version)
    product.retire()
    product.changed(tx.now)
    await tx.flush()
    tx.publish(ProductRetired(product_id=product.id))
    tx.publish_staff_action(EDIT, "retire_product", f"product/{product.id}")
    return Edited(id=product.id, version=product.version)
