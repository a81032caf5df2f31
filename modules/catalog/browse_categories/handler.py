"""All categories, each behind the one that it is in."""

from uuid import UUID

from sqlalchemy import func, select

from modules.catalog.tables import categories, products
from souk.database import Transaction
from souk.kernel import Value
from souk.messages import Query

C = categories.c
OWN = select(func.count()).where(products.c.category_id == C.id).scalar_subquery().label("product_count")
LINES = select(C.id, C.slug, C.name, C.parent_id, C.version, OWN).order_by(C.path)


class CategoryLine(Value):
    """`product_count` are those directly in it, on sale or not."""

    id: UUID
    slug: str
    name: str
    parent_id: UUID | None
    version: int
    product_count: int


class BrowseCategories(Query[list[CategoryLine]]):
    pass


async def browse_categories(tx: Transaction, _: BrowseCategories) -> list[CategoryLine]:
    return [CategoryLine(**row._mapping) for row in await tx.execute(LINES)]  # noqa: SLF001 - its public name
