"""Fills carts."""

from modules.cart.add_item.handler import AddItem
from modules.cart.domain.showing import ShownCart
from modules.catalog.contracts.queries import VariantOffer
from souk.messages import Actor
from souk.testing import Stage


async def fill(stage: Stage, actor: Actor, *offers: VariantOffer, quantity: int = 1) -> ShownCart:
    adds = [AddItem(variant_id=offer.variant_id, quantity=quantity) for offer in offers]
    return [await stage.do(add, actor) for add in adds][-1]
