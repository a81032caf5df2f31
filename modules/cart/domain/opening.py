"""Opening a cart; what somebody put together as a guest is taken along at login."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from modules.cart.domain.cart import Cart
from souk.kernel import Stale


class Whose(NamedTuple):
    """A person's cart, a guest's, or both for a person who brings one along from before signing in."""

    owner: UUID | None
    guest: UUID | None


def brought_by(whose: Whose, carts: Sequence[Cart]) -> Cart | None:
    """Return what a person has put together as a guest, and did not take over yet."""
    if whose.owner is None:
        return None
    return next((cart for cart in carts if cart.guest_key is not None and cart.lines), None)


def opened(
    whose: Whose,
    carts: Sequence[Cart],
    *,
    expected: int | None,
    make: bool,
    new_id: UUID,
    at: datetime,
) -> Cart | None:
    """Return the cart of the signed-in person, or of that guest.

    A person who brings a guest's takes it over, once and whole. A cart that is not there is made, or nothing
    is returned. With `expected`, refuses any other version than that (0 is a cart that is not there) with
    Stale, and nothing is taken over either.
    """
    brought = brought_by(whose, carts)
    theirs = Whose(whose.owner, None if whose.owner else whose.guest)
    cart = next((each for each in carts if (each.owner_id, each.guest_key) == theirs), None)
    if expected is not None and expected != (cart.version if cart else 0):
        raise Stale
    if cart is None and (make or brought) and any(theirs):
        cart = Cart.new(new_id, owner_id=theirs.owner, guest_key=theirs.guest, at=at)
    if cart is not None and brought is not None:
        cart.take_over(brought, at=at)
    return cart
