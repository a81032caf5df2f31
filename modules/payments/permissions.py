"""What payments lets a person do."""

from souk.modules import Capability

SEE = "payments:see"
CAPTURE = "payments:capture"
REFUND = "payments:refund"
RECONCILE = "payments:reconcile"

CAPABILITIES = [
    Capability(name=SEE, meaning="See all payments and their ledger"),
    Capability(name=CAPTURE, meaning="Take what was authorized, or let it go"),
    Capability(name=REFUND, meaning="Give money back to customers"),
    Capability(name=RECONCILE, meaning="Compare the books with the payment providers"),
]
