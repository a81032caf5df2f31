"""Reads and writes carts: what is said with every click, so it is said to the driver itself."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from modules.cart.domain.cart import Cart, LastOrder
from modules.cart.domain.lines import CartLine
from modules.cart.domain.opening import Whose
from souk.database import Transaction
from souk.database.columns import JsonText

COLUMNS = b"id, owner_id, guest_key, lines::text, coupon, last_order::text, version, changed_at"
# Nobody has the carts of nobody: nothing equals NULL.
THEIRS = b"WHERE owner_id = %(owner)s::uuid OR guest_key = %(guest)s::uuid"
FIND = b"SELECT " + COLUMNS + b" FROM cart.cart " + THEIRS
LOCK = FIND + b" ORDER BY owner_id NULLS FIRST FOR UPDATE"
LOCK_ALL = b"SELECT " + COLUMNS + b" FROM cart.cart WHERE id = ANY(%(ids)s::uuid[]) ORDER BY id FOR UPDATE"
CHANGE = b"""
    UPDATE cart.cart SET id = %(id)s, lines = %(lines)s::jsonb, coupon = %(coupon)s,
        last_order = %(last_order)s::jsonb, changed_at = %(changed_at)s, version = version + 1
    WHERE id = %(known_as)s AND version = %(version)s RETURNING version
"""
MAKE = b"""
    INSERT INTO cart.cart (id, owner_id, guest_key, lines, coupon, last_order, changed_at, version)
    VALUES (%(id)s, %(owner_id)s, %(guest_key)s, %(lines)s::jsonb, %(coupon)s, %(last_order)s::jsonb,
        %(changed_at)s, 1)
    ON CONFLICT DO NOTHING RETURNING version
"""
CHANGE_ALL = b"""
    UPDATE cart.cart AS kept SET id = now.id, lines = now.lines, coupon = now.coupon,
        last_order = now.last_order, changed_at = now.changed_at, version = kept.version + 1
    FROM jsonb_to_recordset(%(carts)s::jsonb) AS now(known_as uuid, id uuid, lines jsonb, coupon text,
        last_order jsonb, changed_at timestamptz)
    WHERE kept.id = now.known_as
"""
CHANGED = ("known_as", "id", "lines", "coupon", "last_order", "changed_at")
LINES = JsonText[tuple[CartLine, ...]](tuple[CartLine, ...])
LAST_ORDER = JsonText[LastOrder](LastOrder)
CHANGES = JsonText[list[dict[str, Any]]](list[dict[str, Any]])


async def find(tx: Transaction, whose: Whose) -> list[Cart]:
    return [_cart(row) for row in await tx.rows(FIND, whose._asdict())]


async def lock(tx: Transaction, whose: Whose) -> list[Cart]:
    """Find them and keep everybody else from changing them; always in the same order."""
    return [_cart(row) for row in await tx.rows(LOCK, whose._asdict())]


async def lock_all(tx: Transaction, ids: Collection[UUID]) -> dict[UUID, Cart]:
    """Lock those that there are, in one statement and always in the same order."""
    rows = await tx.rows(LOCK_ALL, {"ids": list(ids)}) if ids else []
    return {cart.id: cart for cart in map(_cart, rows)}


async def keep_all(tx: Transaction, locked: Iterable[Cart]) -> None:
    """Write what has changed in carts that nobody else can change."""
    changed = [{name: getattr(cart, name) for name in CHANGED} for cart in locked if cart.has_changed]
    if changed:
        await tx.rows(CHANGE_ALL, {"carts": CHANGES.write(changed)})


async def keep(tx: Transaction, cart: Cart, *, alone: bool = False) -> bool:
    """Write what has changed, unless somebody else has changed the cart since it was read.

    With `alone` nothing else is to happen in this transaction.
    """
    if not cart.has_changed:
        return True
    write = tx.at_once if alone else tx.rows
    rows = await write(CHANGE if cart.version else MAKE, _values(cart))
    if not rows:
        return False
    cart.version = rows[0][0]
    cart.is_kept()
    return True


def _cart(row: tuple[Any, ...]) -> Cart:
    id, owner_id, guest_key, lines, coupon, last_order, version, changed_at = row
    return Cart(
        id=id,
        owner_id=owner_id,
        guest_key=guest_key,
        lines=LINES.read(lines),
        coupon=coupon,
        last_order=LAST_ORDER.read(last_order) if last_order else None,
        version=version,
        changed_at=changed_at,
    )


def _values(cart: Cart) -> Mapping[str, object]:
    return {
        "id": cart.id,
        "known_as": cart.known_as,
        "owner_id": cart.owner_id,
        "guest_key": cart.guest_key,
        "lines": LINES.write(cart.lines),
        "coupon": cart.coupon,
        "last_order": LAST_ORDER.write(cart.last_order) if cart.last_order else None,
        "version": cart.version,
        "changed_at": cart.changed_at,
    }
