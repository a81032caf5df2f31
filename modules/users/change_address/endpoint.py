"""PUT /api/users/me/addresses/{id}."""

from uuid import UUID

import msgspec

from modules.users.change_address.handler import ChangeAddress
from modules.users.domain.fields import Country, Line
from modules.users.domain.postal_address import AddressFields
from souk.bus import Bus
from souk.http import Body, put, signed_in
from souk.kernel import NotFound


class AddressBody(Body):
    first_name: Line
    last_name: Line
    street: Line
    city: Line
    zip_code: Line
    country: Country
    company: Line | None = None
    phone: Line | None = None
    is_default: bool = False


@put("/api/users/me/addresses/{id}", policy=signed_in, status=204, refuses=[NotFound])
async def change_own_address(id: UUID, body: AddressBody, bus: Bus) -> None:
    """Replace every field of an address."""
    await bus.do(ChangeAddress(id=id, fields=AddressFields(**msgspec.structs.asdict(body))))
