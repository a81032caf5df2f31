"""Offer a product in one more variant, with what there is of it."""

from uuid import UUID

from modules.catalog.contracts.events import ProductChanged
from modules.catalog.domain.edited import Edited
from modules.catalog.domain.new_product import NewVariant
from modules.catalog.domain.stock import Cause, Stock
from modules.catalog.domain.variant import SkuTaken
from modules.catalog.permissions import EDIT
from modules.catalog.tables.goods_room import product_to_edit
from souk.database import Transaction
from souk.kernel import Value
from souk.messages import Command


class AddedVariant(Value):
    id: UUID
    product: Edited


class AddVariant(Command[AddedVariant]):
    product_id: UUID
    expected_version: int
    variant: NewVariant


async def add_variant(tx: Transaction, command: AddVariant) -> AddedVariant:
    new = command.variant
    product = await product_to_edit(tx, command.product_id, command.expected_version)
    variant = product.offer(
        id=tx.new_id(), sku=new.sku, options=new.options, price=new.price, weight_grams=new.weight_grams
    )
    product.changed(tx.now)
    await tx.flush(variant_sku_key=SkuTaken)
    stock = Stock.empty(
        variant_id=variant.id, low_threshold=new.low_threshold, backorder_limit=new.backorder_limit
    )
    tx.add(stock)
    tx.add(stock.count_initially(new.on_hand, Cause(next_id=tx.new_id, at=tx.now, actor_id=tx.actor.id)))
    tx.publish(ProductChanged(product_id=product.id))
    tx.publish_staff_action(EDIT, "add_variant", f"variant/{variant.id}")
    return AddedVariant(id=variant.id, product=Edited(id=product.id, version=product.version))
