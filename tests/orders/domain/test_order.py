"""An order: lines that are snapshots, sums that add up, and a customer who can be forgotten."""

import pytest

from modules.orders.domain import undoing
from modules.orders.domain.guests import key_of
from modules.orders.domain.paying import first_attempt
from modules.orders.domain.placing import Buyer, OutOfStock, Wishes, place
from modules.orders.domain.pricing.baskets import BasketLine, NotForSale, basket_of
from modules.orders.domain.pricing.shipping import ShippingTable
from modules.orders.domain.pricing.taxes import TaxTable
from modules.orders.domain.pricing.totals import PriceRules, Totals, price
from modules.orders.domain.returning import CameBackGoods, ask_to_return, receive
from modules.orders.domain.seeing import seen
from modules.orders.domain.sending import cancel_part
from modules.orders.domain.stages import TRANSITIONS, Stage, Status
from modules.orders.domain.waiting import Who, Why
from souk.kernel import Money, new_id
from tests.orders.domain.goods import goods
from tests.orders.domain.made import HOME, NOON, arrived, change, paid, some, unpaid

GUEST = Buyer(email="ann@example.com", guest_key=key_of("token"), language="de")


def totals(*quantities: int) -> Totals:
    """So many of one and the same, of which there are five, as several items."""
    phone = goods(Money(minor=1000, currency="EUR"))
    lines = [BasketLine(goods=phone, quantity=quantity) for quantity in quantities]
    return price(basket_of(lines), PriceRules(shipping=ShippingTable(), taxes=TaxTable()), at=NOON)


def placed(*quantities: int):
    return place(totals(*quantities), GUEST, Wishes(shipping_address=HOME), id=new_id(), at=NOON)


def test_begins_by_waiting_for_stock():
    made = placed(1)
    assert (made.stage, made.status, made.why) == (
        Stage.AWAITING_STOCK,
        Status.PENDING,
        Why.WAITS_FOR_STOCK,
    )
    assert made.next_action is not None
    assert made.next_action.who is Who.SYSTEM


def test_two_items_of_one_variant_are_one_line():
    made = placed(2, 3)
    (line,) = made.lines
    assert (line.quantity, line.line_total, made.total) == (5, made.money(5000), made.money(5000))


def test_is_refused_when_there_is_too_little_of_something_at_a_glance():
    too_many = totals(3, 3)
    with pytest.raises(OutOfStock) as refused:
        place(too_many, GUEST, Wishes(shipping_address=HOME), id=new_id(), at=NOON)
    assert refused.value.data == {"variantIds": [str(too_many.lines[0].line.goods.variant_id)]}


def test_names_what_is_not_for_sale():
    id = new_id()
    assert NotForSale([id]).data == {"ids": [str(id)]}


def test_every_stage_can_be_reached_and_what_is_over_stays_over():
    reached = {to for moves in TRANSITIONS.values() for to in moves.values()}
    assert reached | {Stage.AWAITING_STOCK} == set(Stage)
    assert not TRANSITIONS[Stage.CANCELLED]
    assert not TRANSITIONS[Stage.RETURNED]


def test_its_timeline_tells_each_stage_that_was_reached():
    assert [moment.what for moment in paid().history] == [
        "AwaitingStock",
        "AwaitingPayment",
        "payment_captured",
        "ReadyToFulfil",
    ]


def test_whoever_must_act_is_named_until_it_is_over():
    assert paid().next_action is not None
    assert not paid().is_over
    assert arrived().next_action is None
    assert arrived().is_over


def test_forgets_whose_it_was_and_keeps_its_sums():
    made = placed(2)
    made.forget()
    gone = (made.person_id, made.guest_key, made.email, made.language)
    assert gone == (None,) * 4
    assert (made.shipping_address, made.billing_address) == (None, None)
    assert made.total == made.money(2000)


def test_forgets_what_could_be_charged():
    made = unpaid()
    first_attempt(made, id=new_id(), method="credit_card", token="tok_visa", at=NOON)
    made.forget()
    assert [attempt.token for attempt in made.attempts] == [None]


def test_is_seen_with_what_is_paid_and_still_with_the_customer():
    made = arrived((1000, 2))
    made.number, made.version = "S-1", 3
    one = ask_to_return(made, some(made, 1), "too small", change())
    came = [CameBackGoods(variant_id=made.lines[0].variant_id, quantity=1, restock=True)]
    receive(made, one.id, came, refund_shipping=False, change=change())
    shown = seen(made)
    assert (shown.number, shown.stage, shown.status) == ("S-1", Stage.PARTIALLY_RETURNED, Status.COMPLETED)
    assert (shown.total, shown.paid) == (made.money(2490), made.money(2490))
    assert shown.subtotal - shown.discount + shown.shipping + shown.tax == shown.total
    assert (shown.refunds[0].amount, shown.lines[0].with_customer) == (made.money(1000), 1)


def test_keeps_its_status_while_it_is_being_undone():
    made = paid()
    undoing.cancel(made, Why.CANCELLED_BY_STAFF, change())
    assert (made.stage, made.status) == (Stage.CANCELLING, Status.PROCESSING)


def test_a_line_that_was_cancelled_in_part_waits_with_the_rest():
    made = paid((1000, 3))
    cancel_part(made, some(made, 1), "broken", change())
    assert (made.lines[0].waiting, made.lines[0].line_total) == (2, made.money(3000))


def test_a_guests_key_is_not_the_token():
    assert key_of("token") == key_of("token") != key_of("Token")
    assert key_of("\ud800") != b""  # what no text could hold opens nothing, and breaks nothing
