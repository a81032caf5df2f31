"""An entry of a person's address book."""

from dataclasses import dataclass
from uuid import UUID

from modules.users.domain.fields import Country, Line
from souk.kernel import Personal, Refusal, Value

MOST = 20


class TooManyAddresses(Refusal):
    """An address book has room for twenty."""


class AddressFields(Value):
    """An address as the person gives it."""

    first_name: Personal[Line]
    last_name: Personal[Line]
    street: Personal[Line]
    city: Personal[Line]
    zip_code: Personal[Line]
    country: Country
    company: Personal[Line] | None = None
    phone: Personal[Line] | None = None
    is_default: bool = False


@dataclass(eq=False, kw_only=True)
class PostalAddress:
    """Where parcels go."""

    id: UUID
    account_id: UUID
    first_name: str
    last_name: str
    street: str
    city: str
    zip_code: str
    country: str
    company: str | None
    phone: str | None
    is_default: bool

    def change(self, fields: AddressFields) -> None:
        """Take over every field."""
        self.first_name = fields.first_name
        self.last_name = fields.last_name
        self.street = fields.street
        self.city = fields.city
        self.zip_code = fields.zip_code
        self.country = fields.country
        self.company = fields.company
        self.phone = fields.phone
        self.is_default = fields.is_default
