"""Throw away the cart of somebody who is gone."""

from sqlalchemy import delete

from modules.cart.tables import carts
from modules.users.contracts.events import UserErased
from souk.database import Transaction


async def forget_person(tx: Transaction, event: UserErased) -> None:
    await tx.execute(delete(carts).where(carts.c.owner_id == event.user_id))
