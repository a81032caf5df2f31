"""What orders lets a person do."""

from souk.modules import Capability

READ = "orders:read"
FULFIL = "orders:fulfil"
CANCEL = "orders:cancel"
REFUND = "orders:refund"
RETURN = "orders:return"
NOTE = "orders:note"
PRICE = "orders:price"
REPORT = "orders:report"

CAPABILITIES: list[Capability] = [
    Capability(name=READ, meaning="See every customer's orders"),
    Capability(name=FULFIL, meaning="Send parcels, and note that they have arrived"),
    Capability(name=CANCEL, meaning="Cancel orders, as a whole or in part"),
    Capability(name=REFUND, meaning="Give money back"),
    Capability(name=RETURN, meaning="Take goods back, with what they cost"),
    Capability(name=NOTE, meaning="Write notes on orders"),
    Capability(name=REPORT, meaning="See what was sold"),
    Capability(name=PRICE, meaning="Set coupons, shipping methods and tax rates"),
]
