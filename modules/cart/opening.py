"""Opens the actor's cart under a lock; what somebody put together as a guest is taken along at login."""

from uuid import UUID

from sqlalchemy import bindparam, or_, select
from sqlalchemy.dialects.postgresql import insert

from modules.cart.domain.cart import Cart
from modules.cart.tables import carts
from souk.database import Transaction
from souk.kernel import Stale

# Built once: putting a statement together costs as much as running it. Nobody has the carts of nobody:
# nothing equals NULL.
THEIRS = select(Cart).where(
    or_(carts.c.owner_id == bindparam("owner"), carts.c.guest_key == bindparam("guest"))
)
LOCKED = THEIRS.with_for_update()

Whose = dict[str, UUID | None]


async def open_cart(
    tx: Transaction, guest_key: UUID | None, *, expected: int | None = None, make: bool = True
) -> Cart | None:
    """Return the cart of the signed-in person, or of that guest, with its row locked.

    A person who brings a guest's token takes that cart over, once and whole. A cart that is not there is
    made, or nothing is returned. With `expected`, refuses any other version than that (0 is a cart that is
    not there) with Stale, and nothing is taken over either.
    """
    guest: Whose = {"owner": None, "guest": guest_key}
    if tx.actor.id is None:
        return await _opened(tx, guest, expected, make=make)
    guests: Cart | None = await tx.scalar(LOCKED, guest) if guest_key else None
    bringing = guests is not None and bool(guests.lines)
    cart = await _opened(tx, {"owner": tx.actor.id, "guest": None}, expected, make=make or bringing)
    if cart is not None and guests is not None and bringing:
        cart.take_over(guests, at=tx.now)
    return cart


async def _opened(tx: Transaction, whose: Whose, expected: int | None, *, make: bool) -> Cart | None:
    cart: Cart | None = await tx.scalar(LOCKED, whose)
    if expected is not None and expected != (cart.version if cart else 0):
        raise Stale
    if cart is None and make and any(whose.values()):
        await tx.execute(
            insert(carts)
            .values(
                id=tx.new_id(),
                owner_id=whose["owner"],
                guest_key=whose["guest"],
                lines=(),
                version=1,
                changed_at=tx.now,
            )
            .on_conflict_do_nothing()
        )
        cart = await tx.scalar(LOCKED, whose)
    return cart


async def find_carts(tx: Transaction, guest_key: UUID | None) -> list[Cart]:
    """Return the actor's own cart and the guest's that they bring, if they are there; unlocked."""
    found = await tx.execute(THEIRS, {"owner": tx.actor.id, "guest": guest_key})
    return list(found.scalars())
