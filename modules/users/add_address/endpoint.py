"""POST /api/users/me/addresses."""

from uuid import UUID

import msgspec

from modules.users.add_address.handler import AddAddress
from modules.users.domain.postal_address import AddressFields, TooManyAddresses
from modules.users.edge import AddressBody
from souk.bus import Bus
from souk.http import Shown, post, signed_in
from souk.kernel import NotFound


class AddressAdded(Shown):
    id: UUID


@post("/api/users/me/addresses", policy=signed_in, status=201, refuses=[NotFound, TooManyAddresses])
async def add_own_address(body: AddressBody, bus: Bus) -> AddressAdded:
    """Write an address into the book, which has room for twenty."""
    fields = AddressFields(**msgspec.structs.asdict(body))
    return AddressAdded(id=await bus.do(AddAddress(fields=fields)))
