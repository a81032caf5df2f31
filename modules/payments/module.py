"""The wiring of payments."""

from modules.payments import permissions
from modules.payments.contracts.events import (
    PaymentActionRequired,
    PaymentAuthorized,
    PaymentCaptured,
    PaymentDelayed,
    PaymentFailed,
    PaymentRefunded,
    PaymentVoided,
    RefundFailed,
)
from modules.payments.tables import metadata
from souk.modules import Module, Site


def module(_site: Site) -> Module:
    return Module(
        name="payments",
        summary="What customers pay: charges, refunds, and the ledger of what the providers answered.",
        tables=metadata,
        events=[
            PaymentAuthorized,
            PaymentCaptured,
            PaymentFailed,
            PaymentActionRequired,
            PaymentVoided,
            PaymentRefunded,
            RefundFailed,
            PaymentDelayed,
        ],
        permissions=permissions.CAPABILITIES,
    )
