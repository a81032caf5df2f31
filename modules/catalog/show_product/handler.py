"""The finished page of one product: one statement."""

from uuid import UUID

from sqlalchemy import ColumnElement, select

from modules.catalog.tables import product_cards
from souk.database import Transaction
from souk.kernel import NotFound, Value
from souk.messages import Query

C = product_cards.c


class FinishedPage(Value):
    id: UUID
    json: bytes


class ShowProduct(Query[FinishedPage]):
    """A product by its id or its slug; drafts and retired products are not there."""

    id_or_slug: str


async def show_product(tx: Transaction, query: ShowProduct) -> FinishedPage:
    row = (await tx.execute(select(C.product_id, C.page).where(_named(query.id_or_slug)))).one_or_none()
    if row is None:
        raise NotFound("product")
    return FinishedPage(id=row.product_id, json=row.page)


def _named(id_or_slug: str) -> ColumnElement[bool]:
    """Ids have one spelling; whatever else might be read as one, 32 hexadecimal digits, is a slug."""
    try:
        id = UUID(id_or_slug)
    except ValueError:
        id = None
    return C.product_id == id if str(id) == id_or_slug.lower() else C.slug == id_or_slug
