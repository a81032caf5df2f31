"""POST /api/orders/lookup/confirm."""

from typing import Annotated

from msgspec import Meta

from modules.orders.confirm_lookup.handler import Code, CodeNotValid, ConfirmLookup
from modules.orders.contracts.commands import Email
from modules.orders.order_edge import OrderShown, shown
from souk.bus import Bus
from souk.http import Body, Shown, anyone, post


class ConfirmBody(Body):
    number: Annotated[str, Meta(min_length=1, max_length=40)]
    email: Email
    code: Code


class OpenedOrderShown(Shown):
    order: OrderShown
    guest_token: str


EXAMPLE = {"number": "SO-2026-000123", "email": "ann@example.com", "code": "12345678"}


@post(
    "/api/orders/lookup/confirm",
    policy=anyone,
    hands_out_tokens=True,
    refuses=[CodeNotValid],
    example=EXAMPLE,
)
async def post_lookup_code(body: ConfirmBody, bus: Bus) -> OpenedOrderShown:
    """Open a guest's order with the code from the mail: ten minutes, five tries."""
    opened = await bus.do(ConfirmLookup(number=body.number, email=body.email, code=body.code))
    if opened is None:
        raise CodeNotValid
    return OpenedOrderShown(order=shown(opened.order), guest_token=opened.guest_token)
