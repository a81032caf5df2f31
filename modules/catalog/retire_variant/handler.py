"""No longer sell a variant; what is promised of it is still delivered."""

from uuid import UUID

from modules.catalog.contracts.events import ProductChanged
from modules.catalog.domain.edited import Edited
from modules.catalog.permissions import EDIT
from modules.catalog.tables.goods_room import product_of_variant
from souk.database import Transaction
from souk.messages import Command


class RetireVariant(Command[Edited]):
    variant_id: UUID
    expected_version: int


async def retire_variant(tx: Transaction, command: RetireVariant) -> Edited:
    product = await product_of_variant(tx, command.variant_id, command.expected_version)
    product.retire_variant(command.variant_id)
    product.changed(tx.now)
    await tx.flush()
    tx.publish(ProductChanged(product_id=product.id))
    tx.publish_staff_action(EDIT, "retire_variant", f"variant/{command.variant_id}")
    return Edited(id=product.id, version=product.version)
