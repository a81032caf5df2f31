"""The finished page of one product: one statement."""

from uuid import UUID

from souk.database import Transaction
from souk.kernel import NotFound, Value
from souk.messages import Query

BY_ID = "SELECT product_id, page FROM catalog.product_card WHERE product_id = %(name)s::uuid"
BY_SLUG = "SELECT product_id, page FROM catalog.product_card WHERE slug = %(name)s::varchar"


class FinishedPage(Value):
    id: UUID
    json: bytes


class ShowProduct(Query[FinishedPage]):
    """A product by its id or its slug; drafts and retired products are not there."""

    id_or_slug: str


async def show_product(tx: Transaction, query: ShowProduct) -> FinishedPage:
    id = _id_in(query.id_or_slug)
    if id is None:
        found = await tx.rows(BY_SLUG, {"name": query.id_or_slug})
    else:
        found = await tx.rows(BY_ID, {"name": id})
    for product_id, page in found:
        return FinishedPage(id=product_id, json=page)
    raise NotFound("product")


def _id_in(id_or_slug: str) -> UUID | None:
    """Ids have one spelling; whatever else might be read as one, 32 hexadecimal digits, is a slug."""
    try:
        id = UUID(id_or_slug)
    except ValueError:
        return None
    return id if str(id) == id_or_slug.lower() else None
