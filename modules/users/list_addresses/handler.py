"""List the person's own addresses."""

from uuid import UUID

from sqlalchemy import select

from modules.users.tables import addresses
from souk.database import Transaction
from souk.kernel import Personal, Value
from souk.messages import Query


class KnownAddress(Value):
    """An entry of the book."""

    id: UUID
    first_name: Personal[str]
    last_name: Personal[str]
    street: Personal[str]
    city: Personal[str]
    zip_code: Personal[str]
    country: str
    company: Personal[str] | None
    phone: Personal[str] | None
    is_default: bool


class ListAddresses(Query[list[KnownAddress]]):
    """Asked by people about themselves."""


async def list_addresses(tx: Transaction, _: ListAddresses) -> list[KnownAddress]:
    columns = [addresses.c[name] for name in KnownAddress.__struct_fields__]
    chosen = select(*columns).where(addresses.c.account_id == tx.actor.id)
    rows = await tx.execute(chosen.order_by(addresses.c.is_default.desc(), addresses.c.id))
    return [KnownAddress(**row) for row in rows.mappings()]
