"""Add an address to the person's book."""

from uuid import UUID

import msgspec
from sqlalchemy import func, select, update

from modules.users.domain.account import Account
from modules.users.domain.postal_address import MOST, AddressFields, PostalAddress, TooManyAddresses
from modules.users.tables import addresses
from souk.database import Transaction
from souk.kernel import NotFound
from souk.messages import Command


class AddAddress(Command[UUID]):
    """Given by people about themselves."""

    fields: AddressFields


async def add_address(tx: Transaction, command: AddAddress) -> UUID:
    """The account is locked, so that the book never holds two defaults, or one too many."""
    account = await tx.get(Account, tx.actor.id, lock=True)
    if account is None or not account.is_active:
        raise NotFound("account")
    own = addresses.c.account_id == account.id
    if await tx.scalar(select(func.count()).select_from(addresses).where(own)) >= MOST:
        raise TooManyAddresses
    if command.fields.is_default:
        await tx.execute(update(addresses).where(own).values(is_default=False))
    address = PostalAddress(id=tx.new_id(), account_id=account.id, **msgspec.structs.asdict(command.fields))
    tx.add(address)
    return address.id
