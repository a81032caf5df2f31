"""What the endpoints of cart take and show alike: the cart, and the token that a guest's is found by."""

import secrets
from decimal import Decimal
from typing import Annotated, NamedTuple
from uuid import UUID

from msgspec import Meta

from modules.cart.domain.guests import guest_key_of
from modules.cart.domain.showing import ShownCart, ShownLine
from souk.bus import Bus
from souk.http import Cookie, Reply, Shown, Visit, version_tag

COOKIE = "souk_cart"
HEADER = "X-Cart-Token"
READS = ("X-Cart-Token", "Cookie", "If-Match")
PATH = "/api"
DAYS_30 = 30 * 24 * 3600


class CartItemShown(Shown):
    """`available`: so many can be had now. `priceChanged`: it is another price than was seen last."""

    id: UUID
    product_id: UUID
    variant_id: UUID
    sku: Annotated[str, Meta(examples=["AURA-BLACK"])]
    name: str
    image_url: str | None
    unit_price: Decimal
    quantity: int
    line_total: Decimal
    available: bool
    price_changed: bool


class CartShown(Shown):
    id: UUID
    items: list[CartItemShown]
    subtotal: Decimal
    currency: Annotated[str, Meta(examples=["EUR"])]
    item_count: int
    coupon: str | None


class Visitor(NamedTuple):
    """Who comes to the cart: a person, perhaps with a guest's token from before, or a guest."""

    guest_key: UUID | None
    token: str
    signed_in: bool
    brought_cookie: bool


def visitor_of(visit: Visit, bus: Bus) -> Visitor:
    """Read the token; a guest who has none, or something else in its place, gets one."""
    cookie = visit.cookie(COOKIE)
    given = visit.header(HEADER) or cookie or ""
    found = guest_key_of(given)
    signed_in = bus.actor.id is not None
    token = given if found or signed_in else secrets.token_urlsafe(32)
    return Visitor(found or guest_key_of(token), token, signed_in, cookie is not None)


def shown_to(visitor: Visitor, cart: ShownCart) -> Reply[CartShown]:
    """Show the cart. Guests are told their token; a person's was good for one thing and is taken back."""
    headers = [version_tag(cart.version)]
    cookies = []
    if not visitor.signed_in:
        headers.append((HEADER.lower().encode(), visitor.token.encode()))
        cookies.append(Cookie(name=COOKIE, value=visitor.token, path=PATH, max_age=DAYS_30))
    elif visitor.brought_cookie:
        cookies.append(Cookie(name=COOKIE, value="", path=PATH, max_age=0))
    return Reply(_cart(cart), headers=headers, cookies=cookies)


def _cart(cart: ShownCart) -> CartShown:
    return CartShown(
        id=cart.id,
        items=[_item(line) for line in cart.lines],
        subtotal=cart.subtotal.major,
        currency=cart.subtotal.currency,
        item_count=cart.item_count,
        coupon=cart.coupon,
    )


def _item(shown: ShownLine) -> CartItemShown:
    line = shown.line
    return CartItemShown(
        id=line.id,
        product_id=line.product_id,
        variant_id=line.variant_id,
        sku=line.sku,
        name=line.name,
        image_url=line.image_url,
        unit_price=shown.price.major,
        quantity=line.quantity,
        line_total=shown.total.major,
        available=shown.available,
        price_changed=shown.price_changed,
    )
