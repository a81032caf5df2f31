"""Addresses that parcels and bills go to, as they were when it was ordered."""

from souk.kernel import Value


class Address(Value):
    """A place. The country is always there: the shop's own where the customer named none."""

    street: str
    city: str
    zip_code: str
    country: str
    name: str = ""
    company: str = ""
    line2: str = ""
    region: str = ""
    phone: str = ""
