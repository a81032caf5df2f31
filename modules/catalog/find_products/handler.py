"""Tell which slugs belong to a product, and how many products there are."""

from sqlalchemy import func, select

from modules.catalog.contracts.queries import FindProducts, FoundProducts
from modules.catalog.tables import products
from souk.database import Transaction
from souk.database.columns import any_of


async def find_products(tx: Transaction, query: FindProducts) -> FoundProducts:
    found = await tx.execute(select(products.c.slug).where(products.c.slug == any_of(query.slugs)))
    total = await tx.scalar(select(func.count()).select_from(products))
    return FoundProducts(slugs=list(found.scalars()), total=total)
