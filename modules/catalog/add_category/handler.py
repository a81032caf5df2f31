"""Add a category under another one, or at the top of the tree."""

from uuid import UUID

from sqlalchemy import select

from modules.catalog.domain.category import Category, CategoryName, UnknownCategory
from modules.catalog.domain.slugs import Slug, SlugTaken, slug_from
from modules.catalog.permissions import EDIT
from modules.catalog.tables import categories
from souk.database import Transaction
from souk.kernel import Value
from souk.messages import Command


class AddedCategory(Value):
    """The new category."""

    id: UUID
    slug: str
    name: str
    parent: str | None


class AddCategory(Command[AddedCategory]):
    """`parent` is a slug; without a slug of its own the category gets one from its name."""

    name: CategoryName
    slug: Slug | None = None
    parent: Slug | None = None


async def add_category(tx: Transaction, command: AddCategory) -> AddedCategory:
    parent = await _parent(tx, command.parent) if command.parent else None
    slug = command.slug or slug_from(command.name)
    category = Category.added(id=tx.new_id(), slug=slug, name=command.name, parent=parent)
    tx.add(category)
    await tx.flush(category_slug_key=SlugTaken)
    tx.publish_staff_action(EDIT, "add_category", f"category/{category.id}")
    return AddedCategory(id=category.id, slug=slug, name=category.name, parent=command.parent)


async def _parent(tx: Transaction, slug: str) -> Category:
    """Shared with others who add below it; whoever wants to move it waits, and takes the new one along."""
    found = select(Category).where(categories.c.slug == slug).with_for_update(read=True)
    parent: Category | None = await tx.scalar(found)
    if parent is None:
        raise UnknownCategory
    return parent
