"""Opens the actor's cart under a lock; what somebody put together as a guest is taken along at login."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.dialects.postgresql import insert

from modules.cart.domain.cart import Cart
from modules.cart.tables import carts
from souk.database import Transaction
from souk.kernel import Stale


async def open_cart(
    tx: Transaction, guest_cart_id: UUID | None, *, expected: int | None = None, make: bool = True
) -> Cart | None:
    """Return the cart of the signed-in person, or of that guest, with its row locked.

    A person who brings a guest's token takes that cart over, once and whole. A cart that is not there is
    made, or nothing is returned. With `expected`, refuses any other version than that (0 is a cart that is
    not there) with Stale, and nothing is taken over either.
    """
    if tx.actor.id is None:
        return await _opened(tx, guest_cart_id, None, expected, make=make)
    guests = await _locked(tx, _of_guest(guest_cart_id)) if guest_cart_id else None
    bringing = guests is not None and bool(guests.lines)
    cart = await _opened(tx, None, tx.actor.id, expected, make=make or bringing)
    if cart is not None and guests is not None and bringing:
        cart.take_over(guests, at=tx.now)
    return cart


async def _opened(
    tx: Transaction, id: UUID | None, owner_id: UUID | None, expected: int | None, *, make: bool
) -> Cart | None:
    condition = _of_guest(id) if owner_id is None else carts.c.owner_id == owner_id
    cart = await _locked(tx, condition)
    if expected is not None and expected != (cart.version if cart else 0):
        raise Stale
    if cart is None and make:
        await tx.execute(insert(carts).values(_new(tx, id, owner_id)).on_conflict_do_nothing())
        cart = await _locked(tx, condition)
    return cart


def _new(tx: Transaction, id: UUID | None, owner_id: UUID | None) -> dict[str, Any]:
    """Begin the version at the second of its making.

    A cart that is made again after it expired has never a version that an order was made of before.
    """
    return {
        "id": id or tx.new_id(),
        "owner_id": owner_id,
        "lines": (),
        "version": int(tx.now.timestamp()),
        "changed_at": tx.now,
    }


def _of_guest(id: UUID | None) -> ColumnElement[bool]:
    return (carts.c.id == id) & carts.c.owner_id.is_(None)


async def _locked(tx: Transaction, condition: ColumnElement[bool]) -> Cart | None:
    cart: Cart | None = await tx.scalar(select(Cart).where(condition).with_for_update())
    return cart


async def find_carts(tx: Transaction, guest_cart_id: UUID | None) -> list[Cart]:
    """Return the actor's own cart and the guest's that they bring, if they are there; unlocked."""
    own = tx.actor.id
    condition = _of_guest(guest_cart_id)
    if own is not None:
        condition |= carts.c.owner_id == own
    return list((await tx.execute(select(Cart).where(condition))).scalars())
