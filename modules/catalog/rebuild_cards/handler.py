"""Compile some cards anew, or look whether they are as they should be; called again until all are done."""

from uuid import UUID

from sqlalchemy import select, union

from modules.catalog.contracts.read_models import RebuildCards, RebuiltCards
from modules.catalog.tables import product_cards, products
from modules.catalog.tables.card_compiler import compile_cards, drifted
from souk.database import Transaction


async def rebuild_cards(tx: Transaction, command: RebuildCards) -> RebuiltCards:
    """In order of the ids; cards without a product on sale are among them, and go."""
    every = union(select(products.c.id), select(product_cards.c.product_id)).subquery("every")
    some = select(every.c.id).order_by(every.c.id).limit(command.most)
    if command.after is not None:
        some = some.where(every.c.id > command.after)
    ids: list[UUID] = list((await tx.execute(some)).scalars())
    drift = await drifted(tx, ids)
    if not command.only_checking and ids:
        await compile_cards(tx, ids)
    last = ids[-1] if len(ids) == command.most else None
    return RebuiltCards(looked_at=len(ids), drifted=drift, continue_after=last)
