"""Has the demo's people shop: they register, order, pay, cancel, send back and review, as anybody does."""

import base64
import hashlib
import hmac
from collections.abc import Callable

from shop.demo.catalogue import demo_catalogue
from shop.demo.customers import demo_customers
from shop.demo_shopping import Shopping
from shop.front_door import TurnedAway, Visitor, front_door
from souk.configuration import GeneralSettings
from souk.kernel import Value
from souk.runtime import Runtime

CUSTOMERS = 6
CHOICE = 40
"""They choose among so many of the newest goods."""

Say = Callable[[str], None]


class Administrator(Value):
    """Who sends the parcels and reads the reviews."""

    email: str
    password: str


def demo_password(runtime: Runtime) -> str:
    """Return the one password of all the demo's customers: another one in every shop, and always the same."""
    secret = runtime.configuration[GeneralSettings].secret
    digest = hmac.digest(secret.encode(), b"souk: the demo's customers", hashlib.sha256)
    return base64.b32encode(digest).decode()[:16].lower()


async def people(
    runtime: Runtime, say: Say, administrator: Administrator | None = None, *, customers: int = CUSTOMERS
) -> int:
    """Bring that many customers with their orders into the demo shop; return how many were new.

    Who is there already is left alone. To production, and to a shop of other goods, nobody comes. Without an
    administrator nothing is sent, and no review is approved.
    """
    if runtime.configuration[GeneralSettings].environment == "production":
        return 0
    async with front_door(runtime) as guest:
        if not await _sells_the_demo(guest) or await _all_came_before(
            guest, customers, demo_password(runtime)
        ):
            return 0
        goods = (await guest.get(f"/api/products?page=1&pageSize={CHOICE}&inStock=true"))["items"]
        staff = await _staff(guest, administrator)
        crowd = list(demo_customers(customers, len(goods)))
        runtime.dispatch()
        shopping = [Shopping(guest, staff, goods, each, demo_password(runtime)) for each in crowd]
        came = [each for each in shopping if await each.begins()]
        for each in came:
            await each.ends()
    if came:
        example = crowd[0].person.email
        say(f"{len(came)} customers of the demo have shopped. One of them signs in as {example}")
        say(f"with the password {demo_password(runtime)}, and so do the others.")
    return len(came)


async def _sells_the_demo(guest: Visitor) -> bool:
    """A shop with goods of its own has customers of its own."""
    first = next(demo_catalogue(1).products)
    try:
        await guest.get(f"/api/products/{first.slug}")
    except TurnedAway:
        return False
    return True


async def _all_came_before(guest: Visitor, customers: int, password: str) -> bool:
    """They come one after the other: the last one tells of all."""
    *_, last = demo_customers(customers, 1)
    try:
        await guest.sign_in(last.person.email, password)
    except TurnedAway:
        return False
    return True


async def _staff(guest: Visitor, administrator: Administrator | None) -> Visitor | None:
    """Nobody, if the administrator has another password by now."""
    if administrator is None:
        return None
    try:
        return await guest.sign_in(administrator.email, administrator.password)
    except TurnedAway:
        return None
