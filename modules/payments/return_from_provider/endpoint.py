"""POST /api/payments/{id}/return."""

from uuid import UUID

from modules.payments.return_from_provider.handler import ReturnFromProvider
from souk.bus import Bus
from souk.http import Shown, Turn, post, signed_in
from souk.kernel import NotFound


class ReturnNoted(Shown):
    payment_id: UUID
    accepted: bool = True


@post("/api/payments/{id}/return", policy=signed_in, status=202, turn=Turn.FIRST, refuses=[NotFound])
async def post_return(id: UUID, bus: Bus) -> ReturnNoted:
    """Tell that one is back from the provider's page: how the payment stands is asked at once."""
    await bus.do(ReturnFromProvider(id=id))
    return ReturnNoted(payment_id=id)
