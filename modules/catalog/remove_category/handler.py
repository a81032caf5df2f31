"""Take a category out of the tree, if nothing is in it."""

from uuid import UUID

from sqlalchemy import delete, exists, or_, select

from modules.catalog.domain.cache_tags import CATEGORIES
from modules.catalog.domain.category import CategoryNotEmpty
from modules.catalog.permissions import EDIT
from modules.catalog.tables import categories, products
from modules.catalog.tables.goods_room import category_to_edit, lock_tree
from souk.database import Transaction
from souk.database.forgetting import forget
from souk.messages import Command


class RemoveCategory(Command[None]):
    category_id: UUID
    expected_version: int


async def remove_category(tx: Transaction, command: RemoveCategory) -> None:
    """Retired products count: they are still in it."""
    id = command.category_id
    await lock_tree(tx)
    await category_to_edit(tx, id, command.expected_version)
    filled = or_(
        exists().where(products.c.category_id == id),
        exists().where(categories.c.parent_id == id),
    )
    if await tx.scalar(select(filled)):
        raise CategoryNotEmpty
    await tx.execute(delete(categories).where(categories.c.id == id))
    await forget(tx, [CATEGORIES])
    tx.publish_staff_action(EDIT, "remove_category", f"category/{id}")
