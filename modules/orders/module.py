"""The wiring of orders."""

from modules.orders import permissions
from modules.orders.contracts import events
from modules.orders.tables import metadata
from souk.modules import Module, Site


def module(_site: Site) -> Module:
    return Module(
        name="orders",
        summary="What was ordered, and seeing it through: stock, payment, parcels, returns, refunds.",
        tables=metadata,
        routes=[],
        handlers=[],
        events=[
            events.OrderPlaced,
            events.OrderConfirmed,
            events.OrderPaymentFailed,
            events.OrderCancelled,
            events.OrderPartlyCancelled,
            events.OrderFulfilled,
            events.OrderDelivered,
            events.OrderReturned,
            events.ErrandWanted,
        ],
        subscriptions=[],
        permissions=permissions.CAPABILITIES,
    )
