"""POST /api/orders/lookup."""

from modules.orders.contracts.commands import Email
from modules.orders.request_lookup.handler import Number, RequestLookup
from souk.bus import Bus
from souk.http import Body, anyone, post


class LookupBody(Body):
    number: Number
    email: Email


@post("/api/orders/lookup", policy=anyone, status=202)
async def post_lookup(body: LookupBody, bus: Bus) -> None:
    """Send a code to the address of a guest's order; the answer is the same if there is none."""
    await bus.do(RequestLookup(number=body.number, email=body.email))
