"""The whole tree of categories, each level in order of its names."""

from uuid import UUID

from sqlalchemy import func, select

from modules.catalog.tables import categories
from souk.database import Transaction
from souk.kernel import Value
from souk.messages import Query

COLUMNS = (categories.c.id, categories.c.slug, categories.c.name, categories.c.parent_id)
IN_ORDER = select(*COLUMNS).order_by(func.lower(categories.c.name), categories.c.id)


class Branch(Value):
    """A category with everything below it."""

    id: UUID
    slug: str
    name: str
    children: list["Branch"]


class ListCategories(Query[list[Branch]]):
    """Asks for the tops of the tree, with their branches."""


async def list_categories(tx: Transaction, _: ListCategories) -> list[Branch]:
    rows = (await tx.execute(IN_ORDER)).all()
    children: dict[UUID | None, list[Branch]] = {None: [], **{row.id: [] for row in rows}}
    for row in rows:
        branch = Branch(id=row.id, slug=row.slug, name=row.name, children=children[row.id])
        children[row.parent_id].append(branch)
    return children[None]
