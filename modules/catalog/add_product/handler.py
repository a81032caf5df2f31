"""Add a product with its variants and their first stock."""

from uuid import UUID

from sqlalchemy import select

from modules.catalog.contracts.events import ProductPublished
from modules.catalog.domain.category import UnknownCategory
from modules.catalog.domain.new_product import NewProduct, first_stock, make_product
from modules.catalog.domain.product import ProductStatus
from modules.catalog.domain.slugs import SlugTaken
from modules.catalog.domain.stock import Cause
from modules.catalog.domain.variant import SkuTaken
from modules.catalog.permissions import EDIT
from modules.catalog.tables import categories
from souk.database import Transaction
from souk.kernel import Value
from souk.messages import Command


class AddedVariant(Value):
    id: UUID
    sku: str


class AddedProduct(Value):
    """The new product, its variants in the order in which they were given."""

    id: UUID
    slug: str
    status: ProductStatus
    variants: list[AddedVariant]


class AddProduct(Command[AddedProduct]):
    product: NewProduct


async def add_product(tx: Transaction, command: AddProduct) -> AddedProduct:
    new = command.product
    category_id = await _category(tx, new.category)
    product = make_product(new, category_id=category_id, next_id=tx.new_id, at=tx.now)
    tx.add(product)
    await tx.flush(product_slug_key=SlugTaken, variant_sku_key=SkuTaken)
    for row in first_stock(product, new, Cause(next_id=tx.new_id, at=tx.now, actor_id=tx.actor.id)):
        tx.add(row)
    if product.status is ProductStatus.ACTIVE:
        tx.publish(ProductPublished(product_id=product.id))
    tx.publish_staff_action(EDIT, "add_product", f"product/{product.id}")
    variants = [AddedVariant(id=variant.id, sku=variant.sku) for variant in product.variants]
    return AddedProduct(id=product.id, slug=product.slug, status=product.status, variants=variants)


async def _category(tx: Transaction, slug: str) -> UUID:
    found: UUID | None = await tx.scalar(select(categories.c.id).where(categories.c.slug == slug))
    if found is None:
        raise UnknownCategory
    return found
