"""Remove one of the person's addresses. Orders keep what they were sent to."""

from uuid import UUID

from sqlalchemy import delete

from modules.users.tables import addresses
from souk.database import Transaction
from souk.kernel import NotFound
from souk.messages import Command


class RemoveAddress(Command[None]):
    """Given by people about themselves."""

    id: UUID


async def remove_address(tx: Transaction, command: RemoveAddress) -> None:
    own = [addresses.c.id == command.id, addresses.c.account_id == tx.actor.id]
    removed = await tx.execute(delete(addresses).where(*own).returning(addresses.c.id))
    if removed.one_or_none() is None:
        raise NotFound("address")
