"""Change a variant, and say what it cost before if that is different now."""

from typing import Annotated
from uuid import UUID

from msgspec import UNSET, Meta, UnsetType, field

from modules.catalog.contracts.events import PriceChanged, ProductChanged
from modules.catalog.domain.edited import Edited
from modules.catalog.domain.variant import Options, WeightGrams
from modules.catalog.permissions import EDIT
from modules.catalog.tables.goods_room import product_of_variant
from souk.database import Transaction
from souk.kernel import Money
from souk.messages import Command

PriceText = Annotated[str, Meta(max_length=40)]


class ChangeVariant(Command[Edited]):
    """`price` is in major units of the currency that the variant is sold in; None leaves it."""

    variant_id: UUID
    expected_version: int
    price: PriceText | None = None
    options: Options | UnsetType = field(default=UNSET)
    weight_grams: WeightGrams | None = None


async def change_variant(tx: Transaction, command: ChangeVariant) -> Edited:
    product = await product_of_variant(tx, command.variant_id, command.expected_version)
    variant = product.variant(command.variant_id)
    old = variant.price
    new = old if command.price is None else Money.parse(command.price, old.currency)
    product.change_variant(
        variant.id,
        options=variant.options if command.options is UNSET else command.options,
        price=new,
        weight_grams=variant.weight_grams if command.weight_grams is None else command.weight_grams,
    )
    product.changed(tx.now)
    await tx.flush()
    if new != old:
        tx.publish(PriceChanged(product_id=product.id, variant_id=variant.id, old=old, new=new))
    tx.publish(ProductChanged(product_id=product.id))
    tx.publish_staff_action(EDIT, "change_variant", f"variant/{variant.id}")
    return Edited(id=product.id, version=product.version)
