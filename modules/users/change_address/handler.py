"""Change one of the person's addresses."""

from uuid import UUID

from sqlalchemy import select, update

from modules.users.domain.account import Account
from modules.users.domain.postal_address import AddressFields, PostalAddress
from modules.users.tables import addresses
from souk.database import Transaction
from souk.kernel import NotFound
from souk.messages import Command


class ChangeAddress(Command[None]):
    """Given by people about themselves; every field is replaced."""

    id: UUID
    fields: AddressFields


async def change_address(tx: Transaction, command: ChangeAddress) -> None:
    await tx.get(Account, tx.actor.id, lock=True)  # one change of the book at a time
    own = [addresses.c.id == command.id, addresses.c.account_id == tx.actor.id]
    address: PostalAddress | None = await tx.scalar(select(PostalAddress).where(*own))
    if address is None:
        raise NotFound("address")
    if command.fields.is_default:
        others = [addresses.c.id != command.id, addresses.c.account_id == tx.actor.id]
        await tx.execute(update(addresses).where(*others).values(is_default=False))
    address.change(command.fields)
