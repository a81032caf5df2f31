"""A cart as it is shown: today's prices, and what has changed since."""

from modules.cart.domain.showing import show, show_none
from souk.kernel import Money, new_id
from tests.cart.domain.made import NOW, VARIANTS, cart, offer


def euros(minor: int) -> Money:
    return Money(minor=minor, currency="EUR")


def test_costs_what_things_cost_now():
    own = cart(2, 1)
    shown = show(own, {VARIANTS[0]: offer(0), VARIANTS[1]: offer(1, minor=250)}, empty_in="EUR")
    assert [(line.price.minor, line.total.minor) for line in shown.lines] == [(100, 200), (250, 250)]
    assert [line.price_changed for line in shown.lines] == [False, True]
    assert (shown.subtotal, shown.item_count, shown.id, shown.version) == (euros(450), 3, own.id, 7)


def test_flags_what_there_is_too_little_of():
    shown = show(cart(5, 6), {VARIANTS[0]: offer(0), VARIANTS[1]: offer(1)}, empty_in="EUR")
    assert [line.available for line in shown.lines] == [True, False]


def test_flags_what_is_not_sold_any_more_at_its_last_price():
    (line,) = show(cart(2), {}, empty_in="EUR").lines
    assert (line.price, line.available, line.price_changed) == (euros(100), False, False)


def test_what_is_sold_in_another_currency_now_counts_as_gone():
    shown = show(cart(2), {VARIANTS[0]: offer(0, "USD", minor=1)}, empty_in="EUR")
    assert (shown.subtotal, shown.lines[0].available) == (euros(200), False)


def test_an_empty_cart_and_none_at_all_cost_nothing_in_the_shops_currency():
    empty = cart()
    empty.put_coupon("SAVE", at=NOW)
    shown = show(empty, {}, empty_in="EUR")
    assert (shown.subtotal, shown.item_count, shown.coupon) == (euros(0), 0, "SAVE")
    id = new_id()
    none = show_none(id, empty_in="JPY")
    assert (none.id, none.version, none.lines, none.coupon) == (id, 0, [], None)
    assert none.subtotal == Money(minor=0, currency="JPY")
