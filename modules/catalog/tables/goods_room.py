"""How products and categories are taken under lock for editing, if they are still as the editor saw them."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import flag_modified

from modules.catalog.domain.category import Category, UnknownCategory
from modules.catalog.domain.product import Product
from modules.catalog.tables.goods import categories, products, variants
from souk.database import Transaction
from souk.kernel import NotFound, Stale

TREE = 7301  # any number that nobody else in this schema locks
WHOLE = selectinload(Product.variants)  # type: ignore[arg-type] # mapped by the table


async def product_to_edit(tx: Transaction, id: UUID, version: int) -> Product:
    found = select(Product).where(products.c.id == id).options(WHOLE).with_for_update()
    product: Product | None = await tx.scalar(found)
    if product is None:
        raise NotFound("product")
    if product.version != version:
        raise Stale
    flag_modified(product, "updated_at")  # the version counts every edit, also two within one moment
    return product


async def product_of_variant(tx: Transaction, variant_id: UUID, version: int) -> Product:
    """Return the product to which the variant belongs: its version is that of everything in it."""
    its = select(variants.c.product_id).where(variants.c.id == variant_id)
    product_id: UUID | None = await tx.scalar(its)
    if product_id is None:
        raise NotFound("variant")
    return await product_to_edit(tx, product_id, version)


async def category_to_edit(tx: Transaction, id: UUID, version: int) -> Category:
    category = await tx.get(Category, id, lock=True)
    if category is None:
        raise NotFound("category")
    if category.version != version:
        raise Stale
    return category


async def category_of(tx: Transaction, slug: str) -> Category:
    """Shared with others who put something below it; who wants to move or remove it waits."""
    found = select(Category).where(categories.c.slug == slug).with_for_update(read=True)
    category: Category | None = await tx.scalar(found)
    if category is None:
        raise UnknownCategory
    return category


async def lock_tree(tx: Transaction) -> None:
    """One move or removal at a time, in the whole tree."""
    await tx.execute(select(func.pg_advisory_xact_lock(TREE)))
