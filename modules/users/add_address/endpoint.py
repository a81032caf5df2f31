"""POST /api/users/me/addresses."""

from uuid import UUID

import msgspec

from modules.users.add_address.handler import AddAddress
from modules.users.domain.fields import Country, Line
from modules.users.domain.postal_address import AddressFields, TooManyAddresses
from souk.bus import Bus
from souk.http import Body, Shown, post, signed_in
from souk.kernel import NotFound


class NewAddressBody(Body):
    first_name: Line
    last_name: Line
    street: Line
    city: Line
    zip_code: Line
    country: Country
    company: Line | None = None
    phone: Line | None = None
    is_default: bool = False


class AddressAdded(Shown):
    id: UUID


@post("/api/users/me/addresses", policy=signed_in, status=201, refuses=[NotFound, TooManyAddresses])
async def add_own_address(body: NewAddressBody, bus: Bus) -> AddressAdded:
    """Write an address into the book, which has room for twenty."""
    fields = AddressFields(**msgspec.structs.asdict(body))
    return AddressAdded(id=await bus.do(AddAddress(fields=fields)))
