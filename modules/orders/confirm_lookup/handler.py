"""Open a guest's order with the code that was sent to them."""

from typing import Annotated

from msgspec import Meta
from sqlalchemy import select, update

from modules.orders.contracts.commands import Email
from modules.orders.domain.guests import GuestKeys
from modules.orders.domain.order import Order
from modules.orders.domain.seeing import SeenOrder, seen
from modules.orders.tables import lookups, orders
from souk.database import Transaction
from souk.kernel import Personal, Refusal, Value, form
from souk.messages import Command

MOST_TRIES = 5

Code = Annotated[str, form("[0-9]{8}")]


class CodeNotValid(Refusal):
    """The code is wrong, used up or too old, or there is no such order: the answer is the same."""


class OpenedOrder(Value):
    """The order, and the token that opens it from now on."""

    order: SeenOrder
    guest_token: str


class ConfirmLookup(Command[OpenedOrder | None]):
    """Answered with nothing when the code is not right: that try is counted, which a refusal would undo."""

    number: Annotated[str, Meta(min_length=1, max_length=40)]
    email: Personal[Email]
    code: Personal[Code]


async def confirm_lookup(
    tx: Transaction, command: ConfirmLookup, *, guest_keys: GuestKeys
) -> OpenedOrder | None:
    """Only the newest code counts, for ten minutes, five tries and one success."""
    theirs = (
        (orders.c.number == command.number)
        & (orders.c.email == command.email.casefold())
        & orders.c.person_id.is_(None)
    )
    order: Order | None = await tx.scalar(select(Order).where(theirs))
    if order is None:
        return None
    newest = (
        select(lookups.c.id)
        .where(lookups.c.order_id == order.id)
        .order_by(lookups.c.asked_at.desc(), lookups.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    tried = (
        update(lookups)
        .where(lookups.c.id == newest, lookups.c.tries < MOST_TRIES, lookups.c.expires_at > tx.now)
        .values(tries=lookups.c.tries + 1)
        .returning(lookups.c.id)
    )
    lookup = await tx.scalar(tried)
    if lookup is None or not guest_keys.is_code(lookup, command.code):
        return None
    await tx.execute(update(lookups).where(lookups.c.id == lookup).values(tries=MOST_TRIES))
    return OpenedOrder(order=seen(order), guest_token=guest_keys.token(order.id))
