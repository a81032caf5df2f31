"""Opens the actor's cart under a lock; what somebody put together as a guest is taken along at login."""

from uuid import UUID

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.dialects.postgresql import insert

from modules.cart.domain.cart import Cart
from modules.cart.tables import carts
from souk.database import Transaction
from souk.kernel import Stale


async def open_cart(
    tx: Transaction, guest_key: UUID | None, *, expected: int | None = None, make: bool = True
) -> Cart | None:
    """Return the cart of the signed-in person, or of that guest, with its row locked.

    A person who brings a guest's token takes that cart over, once and whole. A cart that is not there is
    made, or nothing is returned. With `expected`, refuses any other version than that (0 is a cart that is
    not there) with Stale, and nothing is taken over either.
    """
    guest = {"guest_key": guest_key}
    if tx.actor.id is None:
        return await _opened(tx, guest, expected, make=make)
    guests = await _locked(tx, _of(guest)) if guest_key else None
    bringing = guests is not None and bool(guests.lines)
    cart = await _opened(tx, {"owner_id": tx.actor.id}, expected, make=make or bringing)
    if cart is not None and guests is not None and bringing:
        cart.take_over(guests, at=tx.now)
    return cart


async def _opened(
    tx: Transaction, whose: dict[str, UUID | None], expected: int | None, *, make: bool
) -> Cart | None:
    condition = _of(whose)
    cart = await _locked(tx, condition)
    if expected is not None and expected != (cart.version if cart else 0):
        raise Stale
    if cart is None and make and all(whose.values()):
        new = {"id": tx.new_id(), **whose, "lines": (), "version": 1, "changed_at": tx.now}
        await tx.execute(insert(carts).values(new).on_conflict_do_nothing())
        cart = await _locked(tx, condition)
    return cart


def _of(whose: dict[str, UUID | None]) -> ColumnElement[bool]:
    """Nobody has the carts of nobody: without an id there is none, instead of all that have none."""
    return or_(*(carts.c[column] == value for column, value in whose.items() if value), false())


async def _locked(tx: Transaction, condition: ColumnElement[bool]) -> Cart | None:
    cart: Cart | None = await tx.scalar(select(Cart).where(condition).with_for_update())
    return cart


async def find_carts(tx: Transaction, guest_key: UUID | None) -> list[Cart]:
    """Return the actor's own cart and the guest's that they bring, if they are there; unlocked."""
    theirs = _of({"owner_id": tx.actor.id, "guest_key": guest_key})
    return list((await tx.execute(select(Cart).where(theirs))).scalars())
