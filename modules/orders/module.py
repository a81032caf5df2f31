"""The wiring of orders."""

from modules.orders import permissions
from modules.orders.contracts import events
from modules.orders.coupon_claims import claim_coupon, release_coupon
from modules.orders.guest_tokens import GuestTokens
from modules.orders.keeping import Keeping
from modules.orders.place_order.endpoint import post_order
from modules.orders.place_order.handler import place_order
from modules.orders.pricing import price_items
from modules.orders.tables import metadata
from modules.orders.tracking import placed, tracked
from souk.configuration import GeneralSettings
from souk.messages import Event
from souk.modules import Module, Site, handles

EVENTS: list[type[Event]] = [
    events.OrderPlaced,
    events.OrderConfirmed,
    events.OrderPaymentFailed,
    events.OrderCancelled,
    events.OrderPartlyCancelled,
    events.OrderFulfilled,
    events.OrderDelivered,
    events.OrderReturned,
    events.ErrandWanted,
]


def module(site: Site) -> Module:
    guest_keys = GuestTokens(site.configuration[GeneralSettings].secret)
    return Module(
        name="orders",
        summary="What was ordered, and seeing it through: stock, payment, parcels, returns, refunds.",
        tables=metadata,
        routes=[post_order],
        handlers=[
            handles(
                place_order,
                prices=price_items,
                claim_coupon=claim_coupon,
                guest_keys=guest_keys,
                placed=placed,
            ),
        ],
        events=EVENTS,
        subscriptions=[],
        permissions=permissions.CAPABILITIES,
    )
