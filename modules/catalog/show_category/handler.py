"""One category, with the way to it and what is right below it: two statements."""

from uuid import UUID

from sqlalchemy import func, select

from modules.catalog.domain.card import Crumb
from modules.catalog.tables import categories
from souk.database import Transaction
from souk.kernel import NotFound, Value
from souk.messages import Query

C = categories.c


class CategoryPage(Value):
    id: UUID
    slug: str
    name: str
    breadcrumbs: list[Crumb]
    children: list[Crumb]


class ShowCategory(Query[CategoryPage]):
    slug: str


async def show_category(tx: Transaction, query: ShowCategory) -> CategoryPage:
    found = (await tx.execute(select(C.id, C.slug, C.name, C.path).where(C.slug == query.slug))).one_or_none()
    if found is None:
        raise NotFound("category")
    around = select(C.id, C.slug, C.name, C.parent_id, C.path).where(
        C.id.in_(found.path) | (C.parent_id == found.id)
    )
    rows = (await tx.execute(around.order_by(func.lower(C.name), C.id))).all()
    way = sorted((row for row in rows if row.id in found.path), key=lambda row: len(row.path))
    return CategoryPage(
        id=found.id,
        slug=found.slug,
        name=found.name,
        breadcrumbs=[Crumb(slug=row.slug, name=row.name) for row in way],
        children=[Crumb(slug=row.slug, name=row.name) for row in rows if row.parent_id == found.id],
    )
