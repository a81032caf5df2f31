"""Rename a category, or move it: the tree stays a tree, and no deeper than anybody would go."""

from uuid import UUID

from msgspec import UNSET, UnsetType
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import array

from modules.catalog.contracts.events import CategoryChanged
from modules.catalog.domain.cache_tags import CATEGORIES
from modules.catalog.domain.category import Category, CategoryName
from modules.catalog.domain.edited import Edited
from modules.catalog.domain.slugs import Slug, SlugTaken
from modules.catalog.permissions import EDIT
from modules.catalog.tables import categories
from modules.catalog.tables.goods_room import category_of, category_to_edit, lock_tree
from souk.database import Transaction
from souk.database.forgetting import forget
from souk.messages import Command


class ChangeCategory(Command[Edited]):
    """`parent` is a slug, or None for the top of the tree."""

    category_id: UUID
    expected_version: int
    name: CategoryName | UnsetType = UNSET
    slug: Slug | UnsetType = UNSET
    parent: Slug | UnsetType | None = UNSET


async def change_category(tx: Transaction, command: ChangeCategory) -> Edited:
    """Moves are made one at a time: two at once could each make sense and yet close a circle."""
    if command.parent is not UNSET:
        await lock_tree(tx)
    category = await category_to_edit(tx, command.category_id, command.expected_version)
    if command.name is not UNSET:
        category.name = command.name.strip()
    if command.slug is not UNSET:
        category.slug = command.slug
    if command.parent is not UNSET:
        parent = await category_of(tx, command.parent) if command.parent else None
        category.move(parent, await _below(tx, category))
    await tx.flush(category_slug_key=SlugTaken)
    tx.publish(CategoryChanged(category_id=category.id))
    await forget(tx, [CATEGORIES])
    tx.publish_staff_action(EDIT, "change_category", f"category/{category.id}")
    return Edited(id=category.id, version=category.version)


async def _below(tx: Transaction, category: Category) -> list[Category]:
    below = categories.c.path.contains(array([category.id])) & (categories.c.id != category.id)
    found = select(Category).where(below).order_by(categories.c.id).with_for_update()
    return list((await tx.execute(found)).scalars())
