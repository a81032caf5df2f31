"""PUT /api/users/me/addresses/{id}."""

from uuid import UUID

import msgspec

from modules.users.change_address.handler import ChangeAddress
from modules.users.domain.postal_address import AddressFields
from modules.users.edge import AddressBody
from souk.bus import Bus
from souk.http import put, signed_in
from souk.kernel import NotFound


@put("/api/users/me/addresses/{id}", policy=signed_in, status=204, refuses=[NotFound])
async def change_own_address(id: UUID, body: AddressBody, bus: Bus) -> None:
    """Replace every field of an address."""
    await bus.do(ChangeAddress(id=id, fields=AddressFields(**msgspec.structs.asdict(body))))
