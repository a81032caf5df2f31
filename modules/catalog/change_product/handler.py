"""Change a product, in whatever state it is."""

from uuid import UUID

from msgspec import UNSET

from modules.catalog.contracts.events import ProductChanged, ProductPublished, ProductRetired
from modules.catalog.domain.edited import Edited
from modules.catalog.domain.product import ProductStatus
from modules.catalog.domain.product_changes import ProductChanges
from modules.catalog.domain.slugs import SlugTaken
from modules.catalog.permissions import EDIT
from modules.catalog.tables.goods_room import category_of, product_to_edit
from souk.database import Transaction
from souk.messages import Command

TOLD = {ProductStatus.ACTIVE: ProductPublished, ProductStatus.RETIRED: ProductRetired}


class ChangeProduct(Command[Edited]):
    product_id: UUID
    expected_version: int
    changes: ProductChanges


async def change_product(tx: Transaction, command: ChangeProduct) -> Edited:
    changes = command.changes
    category = None if changes.category is UNSET else await category_of(tx, changes.category)
    product = await product_to_edit(tx, command.product_id, command.expected_version)
    before = product.status
    changes.apply(product, category_id=category.id if category else None, at=tx.now)
    await tx.flush(product_slug_key=SlugTaken)
    kind = TOLD.get(product.status, ProductChanged) if product.status is not before else ProductChanged
    tx.publish(kind(product_id=product.id))
    tx.publish_staff_action(EDIT, "change_product", f"product/{product.id}")
    return Edited(id=product.id, version=product.version)
