"""Act as the customer at the bank's page; a real provider has one of its own."""

from typing import Protocol
from uuid import UUID

from souk.database import Transaction
from souk.kernel import NotFound
from souk.messages import Command


class Sandbox(Protocol):
    """Knows who waits at the bank."""

    async def confirm(self, payment_id: UUID, *, agrees: bool) -> bool: ...


class ConfirmAtSandbox(Command[None]):
    payment_id: UUID
    agrees: bool


async def confirm_at_sandbox(_: Transaction, command: ConfirmAtSandbox, *, sandbox: Sandbox) -> None:
    if not await sandbox.confirm(command.payment_id, agrees=command.agrees):
        raise NotFound("payment that waits")
