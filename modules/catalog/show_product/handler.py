"""The finished page of one product: one statement."""

from uuid import UUID

from sqlalchemy import bindparam, select

from modules.catalog.tables import product_cards
from souk.database import Transaction
from souk.kernel import NotFound, Value
from souk.messages import Query

C = product_cards.c
PAGE = select(C.product_id, C.page)
BY_ID, BY_SLUG = PAGE.where(C.product_id == bindparam("name")), PAGE.where(C.slug == bindparam("name"))


class FinishedPage(Value):
    id: UUID
    json: bytes


class ShowProduct(Query[FinishedPage]):
    """A product by its id or its slug; drafts and retired products are not there."""

    id_or_slug: str


async def show_product(tx: Transaction, query: ShowProduct) -> FinishedPage:
    id = _id_in(query.id_or_slug)
    named = (BY_SLUG, query.id_or_slug) if id is None else (BY_ID, id)
    row = (await tx.execute(named[0], {"name": named[1]})).one_or_none()
    if row is None:
        raise NotFound("product")
    return FinishedPage(id=row.product_id, json=row.page)


def _id_in(id_or_slug: str) -> UUID | None:
    """Ids have one spelling; whatever else might be read as one, 32 hexadecimal digits, is a slug."""
    try:
        id = UUID(id_or_slug)
    except ValueError:
        return None
    return id if str(id) == id_or_slug.lower() else None
