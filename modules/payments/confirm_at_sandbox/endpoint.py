"""POST /api/payments/sandbox/{payment_id}."""

from uuid import UUID

from modules.payments.confirm_at_sandbox.handler import ConfirmAtSandbox
from souk.bus import Bus
from souk.http import Body, Shown, Turn, anyone, post
from souk.kernel import NotFound


class ConfirmationBody(Body):
    agrees: bool


class ConfirmationTaken(Shown):
    taken: bool = True


@post("/api/payments/sandbox/{payment_id}", policy=anyone, status=202, turn=Turn.FIRST, refuses=[NotFound])
async def post_confirmation(payment_id: UUID, body: ConfirmationBody, bus: Bus) -> ConfirmationTaken:
    """Play the bank's page of the sandbox: agree to a payment that asks for it, or do not."""
    await bus.do(ConfirmAtSandbox(payment_id=payment_id, agrees=body.agrees))
    return ConfirmationTaken()
