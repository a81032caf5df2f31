"""Note who bought what; a review that is there already becomes a verified one."""

from sqlalchemy import ARRAY, Uuid, any_, literal, select, update
from sqlalchemy.dialects.postgresql import insert

from modules.catalog.contracts.commands import Acknowledged, RecordPurchase
from modules.catalog.tables import products, purchases, reviews
from souk.database import Transaction


async def record_purchase(tx: Transaction, command: RecordPurchase) -> Acknowledged:
    bought = any_(literal(sorted(set(command.product_ids)), ARRAY(Uuid)))
    known = select(
        literal(command.person_id), products.c.id, literal(command.order_id), literal(command.at)
    ).where(products.c.id == bought)
    columns = ["person_id", "product_id", "order_id", "bought_at"]
    await tx.execute(insert(purchases).from_select(columns, known).on_conflict_do_nothing())
    theirs = (reviews.c.author_id == command.person_id) & (reviews.c.product_id == bought)
    await tx.execute(update(reviews).where(theirs).values(verified=True))
    return Acknowledged()
