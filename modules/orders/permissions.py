"""What orders lets a person do."""

from souk.modules import Capability

PRICE = "orders:price"

CAPABILITIES: list[Capability] = [
    Capability(name=PRICE, meaning="Set coupons, shipping methods and tax rates"),
]
