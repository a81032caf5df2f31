"""The wiring of orders."""

from modules.orders import permissions
from modules.orders.add_coupon.endpoint import post_coupon
from modules.orders.add_coupon.handler import add_coupon
from modules.orders.change_coupon.endpoint import patch_coupon
from modules.orders.change_coupon.handler import change_coupon
from modules.orders.contracts import events
from modules.orders.coupon_claims import claim_coupon, release_coupon
from modules.orders.follow_payment import subscriber as follow_payment
from modules.orders.follow_stock import subscriber as follow_stock
from modules.orders.guest_tokens import GuestTokens
from modules.orders.keeping import Keeping
from modules.orders.list_coupons.endpoint import get_coupons
from modules.orders.list_coupons.handler import list_coupons
from modules.orders.list_shipping_methods.endpoint import get_shipping_methods
from modules.orders.list_shipping_methods.handler import list_shipping_methods
from modules.orders.place_order.endpoint import post_order
from modules.orders.place_order.handler import place_order
from modules.orders.price_rules import read_rules, replace_rules
from modules.orders.pricing import all_rules, price_items
from modules.orders.quote_order.endpoint import post_quote
from modules.orders.quote_order.handler import quote_order
from modules.orders.remove_coupon.endpoint import delete_coupon
from modules.orders.remove_coupon.handler import remove_coupon
from modules.orders.replace_shipping_table.endpoint import put_shipping_table
from modules.orders.replace_shipping_table.handler import replace_shipping_table
from modules.orders.replace_tax_table.endpoint import put_tax_table
from modules.orders.replace_tax_table.handler import replace_tax_table
from modules.orders.reserve_stock.subscriber import reserve_stock
from modules.orders.run_errand.handler import brief_errand
from modules.orders.run_errand.subscriber import run_errand
from modules.orders.show_shipping_table.endpoint import get_shipping_table
from modules.orders.show_shipping_table.handler import show_shipping_table
from modules.orders.show_tax_table.endpoint import get_tax_table
from modules.orders.show_tax_table.handler import show_tax_table
from modules.orders.tables import metadata
from modules.orders.telling import event_of
from modules.orders.tracking import ended, placed, tracked
from souk.configuration import GeneralSettings
from souk.messages import Event
from souk.modules import Module, Site, handles, hears

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
    keep = Keeping(release_coupon=release_coupon, steps=tracked, event_of=event_of)
    return Module(
        name="orders",
        summary="What was ordered, and seeing it through: stock, payment, parcels, returns, refunds.",
        tables=metadata,
        routes=[
            post_order,
            post_quote,
            get_shipping_methods,
            get_coupons,
            post_coupon,
            patch_coupon,
            delete_coupon,
            get_shipping_table,
            put_shipping_table,
            get_tax_table,
            put_tax_table,
        ],
        handlers=[
            handles(
                place_order,
                prices=price_items,
                claim_coupon=claim_coupon,
                guest_keys=guest_keys,
                placed=placed,
            ),
            handles(brief_errand),
            handles(quote_order, price_items=price_items),
            handles(list_shipping_methods, all_rules=all_rules),
            handles(list_coupons, capability=permissions.PRICE),
            handles(add_coupon, capability=permissions.PRICE),
            handles(change_coupon, capability=permissions.PRICE),
            handles(remove_coupon, capability=permissions.PRICE),
            handles(show_shipping_table, capability=permissions.PRICE, read_rules=read_rules),
            handles(replace_shipping_table, capability=permissions.PRICE, replace_rules=replace_rules),
            handles(show_tax_table, capability=permissions.PRICE, read_rules=read_rules),
            handles(replace_tax_table, capability=permissions.PRICE, replace_rules=replace_rules),
        ],
        events=EVENTS,
        subscriptions=[
            hears(reserve_stock),
            hears(follow_stock.stock_was_reserved, keep=keep),
            hears(follow_stock.stock_was_rejected, keep=keep),
            hears(follow_stock.stock_was_released, keep=keep),
            hears(follow_payment.payment_was_authorized, keep=keep),
            hears(follow_payment.payment_was_captured, keep=keep),
            hears(follow_payment.payment_has_failed, keep=keep),
            hears(follow_payment.payment_needs_customer, keep=keep),
            hears(follow_payment.payment_was_voided, keep=keep),
            hears(follow_payment.payment_was_refunded, keep=keep),
            hears(follow_payment.refund_has_failed, keep=keep),
            hears(follow_payment.payment_is_delayed, keep=keep),
            hears(run_errand, keep=keep, guest_keys=guest_keys, ended=ended),
        ],
        permissions=permissions.CAPABILITIES,
    )
