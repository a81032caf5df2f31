"""An entry of the address book."""

from uuid import UUID

import msgspec

from modules.users.domain.postal_address import AddressFields, PostalAddress

FIELDS = AddressFields(
    first_name="Ann",
    last_name="Lee",
    street="1 Market Street",
    city="Berlin",
    zip_code="10115",
    country="DE",
    company="Lumara",
    phone="+49 30 1",
    is_default=True,
)


def test_takes_over_every_field_also_those_that_are_empty_now():
    entry = PostalAddress(id=UUID(int=1), account_id=UUID(int=2), **msgspec.structs.asdict(FIELDS))
    moved = AddressFields(
        first_name="Anna", last_name="Li", street="2 Quay", city="Hamburg", zip_code="20095", country="AT"
    )
    entry.change(moved)
    assert {name: getattr(entry, name) for name in AddressFields.__struct_fields__} == msgspec.structs.asdict(
        moved
    )
    assert (entry.company, entry.is_default) == (None, False)
    assert (entry.id, entry.account_id) == (UUID(int=1), UUID(int=2))
