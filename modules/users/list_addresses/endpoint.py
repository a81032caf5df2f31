"""GET /api/users/me/addresses."""

from uuid import UUID

import msgspec

from modules.users.list_addresses.handler import ListAddresses
from souk.bus import Bus
from souk.http import Shown, get, signed_in


class AddressShown(Shown):
    id: UUID
    first_name: str
    last_name: str
    street: str
    city: str
    zip_code: str
    country: str
    company: str | None
    phone: str | None
    is_default: bool


class AddressesShown(Shown):
    items: list[AddressShown]


@get("/api/users/me/addresses", policy=signed_in)
async def show_addresses(bus: Bus) -> AddressesShown:
    """List the person's addresses, the default one first."""
    found = await bus.ask(ListAddresses())
    return AddressesShown(items=[msgspec.convert(each, AddressShown, from_attributes=True) for each in found])
