"""The wiring of orders."""

from modules.orders import permissions
from modules.orders.add_coupon.endpoint import post_coupon
from modules.orders.add_coupon.handler import add_coupon
from modules.orders.attach_orders.subscriber import attach_orders
from modules.orders.audit_orders.handler import (
    books_of_orders,
    money_agrees,
    nobody_pays_twice,
    nobody_waits_in_vain,
)
from modules.orders.cancel_order.endpoint import post_calling_off, post_cancellation
from modules.orders.cancel_order.handler import call_off_order, cancel_order
from modules.orders.change_coupon.endpoint import patch_coupon
from modules.orders.change_coupon.handler import change_coupon
from modules.orders.confirm_lookup.endpoint import post_lookup_code
from modules.orders.confirm_lookup.handler import confirm_lookup
from modules.orders.contracts import events
from modules.orders.coupon_claims import claim_coupon, release_coupon
from modules.orders.doing_errands import DoErrands
from modules.orders.domain.stages import TRANSITIONS, Stage
from modules.orders.follow_payment import subscriber as follow_payment
from modules.orders.follow_stock import subscriber as follow_stock
from modules.orders.forget_person.subscriber import forget_person
from modules.orders.guest_tokens import GuestTokens
from modules.orders.keeping import Keeping
from modules.orders.list_coupons.endpoint import get_coupons
from modules.orders.list_coupons.handler import list_coupons
from modules.orders.list_orders.endpoint import get_orders
from modules.orders.list_orders.handler import list_orders
from modules.orders.list_shipping_methods.endpoint import get_shipping_methods
from modules.orders.list_shipping_methods.handler import list_shipping_methods
from modules.orders.look_after_orders.handler import find_overdue, look_after_order
from modules.orders.look_after_orders.job import LookAfterOrders, look_after_orders
from modules.orders.mails_declared import MAILS
from modules.orders.mark_delivered.endpoint import post_delivery
from modules.orders.mark_delivered.handler import mark_delivered
from modules.orders.measure_waiting.handler import overdue_orders
from modules.orders.pay_order.endpoint import post_payment
from modules.orders.pay_order.handler import pay_order
from modules.orders.personal_data import orders_of
from modules.orders.place_order.endpoint import post_order
from modules.orders.place_order.handler import place_order
from modules.orders.price_rules import read_rules, replace_rules
from modules.orders.pricing import all_rules, price_items
from modules.orders.project_sales import subscriber as project_sales
from modules.orders.quote_order.endpoint import post_quote
from modules.orders.quote_order.handler import quote_order
from modules.orders.receive_return.endpoint import post_receipt
from modules.orders.receive_return.handler import receive_return
from modules.orders.refund_order.endpoint import post_refund
from modules.orders.refund_order.handler import refund_order
from modules.orders.remove_coupon.endpoint import delete_coupon
from modules.orders.remove_coupon.handler import remove_coupon
from modules.orders.replace_shipping_table.endpoint import put_shipping_table
from modules.orders.replace_shipping_table.handler import replace_shipping_table
from modules.orders.replace_tax_table.endpoint import put_tax_table
from modules.orders.replace_tax_table.handler import replace_tax_table
from modules.orders.report_sales.endpoint import get_sales, get_sales_table
from modules.orders.report_sales.handler import report_sales
from modules.orders.report_sales.job import SendDailyReport, send_daily_report
from modules.orders.request_lookup.endpoint import post_lookup
from modules.orders.request_lookup.handler import request_lookup
from modules.orders.request_return.endpoint import post_return
from modules.orders.request_return.handler import request_return
from modules.orders.reserve_stock.subscriber import reserve_stock
from modules.orders.run_errand.handler import brief_errands
from modules.orders.run_errand.subscriber import run_errand
from modules.orders.search_orders.endpoint import get_all_orders
from modules.orders.search_orders.handler import search_orders
from modules.orders.send_parcel.endpoint import post_fulfilment
from modules.orders.send_parcel.handler import send_parcel
from modules.orders.show_order.endpoint import get_order, get_order_file
from modules.orders.show_order.handler import show_order, show_order_file
from modules.orders.show_progress.subscriber import OrderArrived, OrderChanged, show_new, show_progress
from modules.orders.show_shipping_table.endpoint import get_shipping_table
from modules.orders.show_shipping_table.handler import show_shipping_table
from modules.orders.show_tax_table.endpoint import get_tax_table
from modules.orders.show_tax_table.handler import show_tax_table
from modules.orders.show_timeline.endpoint import get_timeline
from modules.orders.show_timeline.handler import show_timeline
from modules.orders.tables import metadata
from modules.orders.tell_customer import subscriber as tell_customer
from modules.orders.tell_customer.handler import address_letter
from modules.orders.tell_customer.job import confirmation, send_confirmation
from modules.orders.telling import event_of
from modules.orders.tracking import ended, placed, tracked
from modules.orders.write_note.endpoint import post_note
from modules.orders.write_note.handler import write_note
from souk.configuration import GeneralSettings, MailSettings
from souk.modules import (
    Handling,
    Hearing,
    Lifecycle,
    Measure,
    Module,
    Schedule,
    Site,
    does,
    handles,
    hears,
    hears_as_one,
    hears_batch,
    shows,
)

TOGETHER = 25
"""Orders of which one step is taken in one transaction, when there are many."""
STEPS = [event for event in events.PUBLISHED if event is not events.ErrandWanted]
LATER_STEPS = [event for event in STEPS if event is not events.OrderPlaced]
STOREFRONT = [
    *(post_quote, get_shipping_methods, post_order, get_orders, get_order, get_timeline),
    *(post_lookup, post_lookup_code, post_cancellation, post_payment, post_return),
]
BACK_OFFICE = [
    *(get_all_orders, get_order_file, post_note, get_sales, get_sales_table),
    *(post_fulfilment, post_delivery, post_calling_off, post_refund, post_receipt),
]
COUPONS = (list_coupons, add_coupon, change_coupon, remove_coupon)
PRICES = [
    *(get_coupons, post_coupon, patch_coupon, delete_coupon),
    *(get_shipping_table, put_shipping_table, get_tax_table, put_tax_table),
]


def module(site: Site) -> Module:
    guest_keys = GuestTokens(site.configuration[GeneralSettings].secret)
    keep = Keeping(release_coupon=release_coupon, steps=tracked, event_of=event_of)
    return Module(
        name="orders",
        summary="What was ordered, and seeing it through: stock, payment, parcels, returns, refunds.",
        tables=metadata,
        routes=[*STOREFRONT, *BACK_OFFICE, *PRICES],
        handlers=[
            *_for_customers(keep, guest_keys),
            *_for_staff(keep),
            *_for_prices(),
            *_for_ourselves(keep),
        ],
        events=events.PUBLISHED,
        tells_outside=STEPS,
        jobs=[
            does(send_confirmation),
            does(look_after_orders, seconds=300),
            does(send_daily_report, mailbox=site.configuration[MailSettings].sender),
        ],
        schedules=[
            Schedule(name="look_after_orders", cron="* * * * *", job=LookAfterOrders()),
            Schedule(name="daily_report", cron="0 6 * * *", job=SendDailyReport(), missed="catch_up"),
        ],
        exports=[orders_of],
        mails=MAILS,
        lifecycles=[
            Lifecycle.of(
                "order",
                Stage.AWAITING_STOCK,
                [(was, by, to) for was, ways in TRANSITIONS.items() for by, to in ways.items()],
            )
        ],
        measures=[
            Measure(
                name="souk_orders_overdue",
                what="Orders of which something should have been done ten minutes ago.",
                label="what",
                ask=overdue_orders,
            )
        ],
        examinations=[money_agrees, nobody_waits_in_vain, nobody_pays_twice],
        lives=[
            *shows(show_progress, of=LATER_STEPS, kinds=[OrderChanged]),
            *shows(show_new, of=[events.OrderPlaced], kinds=[OrderArrived, OrderChanged]),
        ],
        subscriptions=[*_telling_and_counting(), *_seeing_through(keep, guest_keys)],
        permissions=permissions.CAPABILITIES,
    )


def _for_customers(keep: Keeping, guest_keys: GuestTokens) -> list[Handling]:
    return [
        handles(
            place_order,
            prices=price_items,
            claim_coupon=claim_coupon,
            guest_keys=guest_keys,
            placed=placed,
            confirmation=confirmation,
        ),
        handles(quote_order, price_items=price_items),
        handles(list_shipping_methods, all_rules=all_rules),
        *(handles(list_orders), handles(show_order), handles(show_timeline), handles(request_lookup)),
        handles(confirm_lookup, guest_keys=guest_keys),
        handles(cancel_order, keep=keep),
        handles(pay_order, keep=keep),
        handles(request_return, keep=keep),
    ]


def _for_staff(keep: Keeping) -> list[Handling]:
    return [
        handles(search_orders, capability=permissions.READ),
        handles(show_order_file, capability=permissions.READ),
        handles(send_parcel, capability=permissions.FULFIL, keep=keep),
        handles(mark_delivered, capability=permissions.FULFIL, keep=keep),
        handles(call_off_order, capability=permissions.CANCEL, keep=keep),
        handles(refund_order, capability=permissions.REFUND, keep=keep),
        handles(receive_return, capability=permissions.RETURN, keep=keep),
        handles(write_note, capability=permissions.NOTE),
        handles(report_sales, capability=permissions.REPORT),
    ]


def _for_prices() -> list[Handling]:
    return [
        *(handles(each, capability=permissions.PRICE) for each in COUPONS),
        handles(show_shipping_table, capability=permissions.PRICE, read_rules=read_rules),
        handles(replace_shipping_table, capability=permissions.PRICE, replace_rules=replace_rules),
        handles(show_tax_table, capability=permissions.PRICE, read_rules=read_rules),
        handles(replace_tax_table, capability=permissions.PRICE, replace_rules=replace_rules),
    ]


def _for_ourselves(keep: Keeping) -> list[Handling]:
    return [
        *(handles(books_of_orders), handles(brief_errands), handles(find_overdue)),
        handles(look_after_order, keep=keep),
        handles(address_letter),
    ]


def _telling_and_counting() -> list[Hearing]:
    return [
        hears_batch(project_sales.sell_confirmed, batch=100, replayable=True),
        hears_batch(project_sales.unsell_cancelled, batch=100, replayable=True),
        hears_batch(project_sales.unsell_partly_cancelled, batch=100, replayable=True),
        hears_batch(project_sales.unsell_returned, batch=100, replayable=True),
        *(hears(attach_orders), hears(forget_person)),
        hears(tell_customer.write_of_cancellation, afterwards="skip"),
        hears(tell_customer.write_of_failed_payment, afterwards="skip"),
        hears(tell_customer.write_of_parcel, afterwards="skip"),
    ]


def _seeing_through(keep: Keeping, guest_keys: GuestTokens) -> list[Hearing]:
    """The saga: what catalog and payments tell, and the errands that orders has them run."""
    return [
        hears_as_one(reserve_stock, most=TOGETHER),
        hears_as_one(follow_stock.stock_was_reserved, keep=keep, most=TOGETHER),
        hears_as_one(follow_stock.stock_was_rejected, keep=keep, most=TOGETHER),
        hears_as_one(follow_stock.stock_was_released, keep=keep, most=TOGETHER),
        hears_as_one(follow_payment.payment_was_authorized, keep=keep, most=TOGETHER),
        hears_as_one(follow_payment.payment_was_captured, keep=keep, most=TOGETHER),
        hears_as_one(follow_payment.payment_has_failed, keep=keep, most=TOGETHER),
        hears_as_one(follow_payment.payment_needs_customer, keep=keep, most=TOGETHER),
        hears_as_one(follow_payment.payment_was_voided, keep=keep, most=TOGETHER),
        hears_as_one(follow_payment.payment_was_refunded, keep=keep, most=TOGETHER),
        hears_as_one(follow_payment.refund_has_failed, keep=keep, most=TOGETHER),
        hears_as_one(follow_payment.payment_is_delayed, keep=keep, most=TOGETHER),
        hears_as_one(run_errand, keep=keep, do=DoErrands(guest_keys), ended=ended, most=TOGETHER),
    ]
