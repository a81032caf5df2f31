"""Have one's own payment looked at, without waiting for the provider to write."""

from uuid import UUID

from sqlalchemy import select

from modules.payments.contracts.commands import Acknowledged
from modules.payments.contracts.events import CheckWanted
from modules.payments.tables import payments
from souk.database import Transaction
from souk.kernel import NotFound
from souk.messages import Command


class ReturnFromProvider(Command[Acknowledged]):
    id: UUID


async def return_from_provider(tx: Transaction, command: ReturnFromProvider) -> Acknowledged:
    mine = (payments.c.id == command.id, payments.c.person_id == tx.actor.id)
    if await tx.scalar(select(payments.c.id).where(*mine)) is None:
        raise NotFound("payment")
    tx.publish(CheckWanted(payment_id=command.id))
    return Acknowledged()
