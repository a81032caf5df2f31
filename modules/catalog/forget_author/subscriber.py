"""Take the words of an erased person out of their reviews; the stars stay, so that ratings still add up."""

from sqlalchemy import delete, update

from modules.catalog.domain.cache_tags import product_tag
from modules.catalog.tables import purchases, reviews
from modules.users.contracts.events import UserErased
from souk.database import Transaction
from souk.database.forgetting import forget


async def forget_author(tx: Transaction, event: UserErased) -> None:
    theirs = reviews.c.author_id == event.user_id
    wordless = update(reviews).where(theirs).values(author_id=None, title="", text="")
    changed = (await tx.execute(wordless.returning(reviews.c.product_id))).scalars().all()
    await forget(tx, [product_tag(id) for id in changed])
    await tx.execute(delete(purchases).where(purchases.c.person_id == event.user_id))
