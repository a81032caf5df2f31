"""The rules of a cart."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.cart.domain.cart import CartEmpty, CartFull, OtherCurrency
from modules.cart.domain.guests import guest_key_of
from modules.cart.domain.lines import MOST_LINES, TooManyOfOne
from souk.kernel import NotFound, Stale, new_id
from tests.cart.domain.made import NOW, VARIANTS, cart, counts, offer
from tests.examples import A_FEW

COUNTS = st.lists(st.integers(0, 99), max_size=110)


@A_FEW
@given(COUNTS, COUNTS)
def test_what_fits_of_two_carts_is_added_up_and_twice_is_once(mine: list[int], theirs: list[int]):
    own, guests = cart(*_at_most_a_hundred(mine)), cart(*_at_most_a_hundred(theirs))
    before, brought = counts(own), counts(guests)
    own.take_over(guests, at=NOW)
    after = counts(own)
    assert len(after) == min(len(before | brought), 100)
    assert all(after[number] == min(before.get(number, 0) + brought.get(number, 0), 99) for number in after)
    assert before.keys() <= after.keys()
    own.take_over(guests, at=NOW)
    assert (counts(own), guests.lines) == (after, ())


def _at_most_a_hundred(quantities: list[int]) -> list[int]:
    filled = [place for place, quantity in enumerate(quantities) if quantity]
    return quantities if len(filled) <= 100 else quantities[: filled[100]]


def test_a_cart_stays_in_its_currency():
    own = cart(1)
    own.take_over(cart(0, 1, currency="USD"), at=NOW)
    assert counts(own) == {0: 1}
    empty = cart()
    empty.take_over(cart(0, 1, currency="USD"), at=NOW)
    assert counts(empty) == {1: 1}


def test_the_coupon_comes_along_unless_there_is_one():
    guests = cart(1)
    guests.put_coupon("GUESTS", at=NOW)
    own = cart(1)
    own.take_over(guests, at=NOW)
    assert (own.coupon, guests.coupon) == ("GUESTS", None)


def test_what_was_put_in_while_the_order_was_made_stays():
    own = cart(3, 1, 2)
    own.order({VARIANTS[0]: 2, VARIANTS[1]: 1, VARIANTS[5]: 4}, new_id=new_id(), at=NOW)
    assert counts(own) == {0: 1, 2: 2}
    assert own.last_order is None


def test_remembers_what_became_an_order_until_there_is_something_new():
    own = cart(3)
    lines = own.lines
    first = own.id
    own.order({VARIANTS[0]: 3}, new_id=new_id(), at=NOW)
    assert own.id != first == own.ready(None).cart_id
    own.version = 8
    assert own.ready(None).lines == own.ready(7).lines == lines
    with pytest.raises(Stale):
        own.ready(8)
    own.add(offer(1), 1, line_id=new_id(), at=NOW)
    assert own.ready(8).lines == own.lines


def test_an_empty_cart_cannot_be_ordered():
    with pytest.raises(CartEmpty):
        cart().ready(None)


def test_a_line_that_is_not_there_is_nobodys():
    own = cart(1)
    with pytest.raises(NotFound):
        own.remove(new_id(), at=NOW)
    with pytest.raises(NotFound):
        own.count(new_id(), 1, {}, at=NOW)


def test_what_changes_nothing_is_no_change():
    later = datetime(2026, 2, 1, tzinfo=UTC)
    own = cart()
    own.clear(at=later)
    own.put_coupon(None, at=later)
    assert own.changed_at == NOW


@pytest.mark.parametrize("text", ["", "a" * 42, "a" * 129, "ä" * 43, "a" * 42 + " ", "a" * 43 + "\n"])
def test_what_is_no_token_opens_nothing(text: str):
    assert guest_key_of(text) is None


@A_FEW
@given(st.text("abcXYZ019_-", min_size=43, max_size=128))
def test_a_token_leads_to_one_cart(token: str):
    id = guest_key_of(token)
    assert id is not None
    assert (id, id.version, id.variant) == (guest_key_of(token), 8, "specified in RFC 4122")
    assert guest_key_of(token[:-1] + ("a" if token[-1] != "a" else "b")) != id


def test_more_of_the_same_lies_in_the_same_line_at_the_price_of_now():
    own = cart(2)
    (before,) = own.lines
    own.add(offer(0, minor=150), 3, line_id=new_id(), at=NOW)
    (line,) = own.lines
    assert (line.id, line.quantity, line.seen_price.minor) == (before.id, 5, 150)


def test_nobody_carries_more_than_99_of_one_thing():
    own = cart(98)
    own.add(offer(), 1, line_id=new_id(), at=NOW)
    with pytest.raises(TooManyOfOne) as refused:
        own.add(offer(), 1, line_id=new_id(), at=NOW)
    assert refused.value.data == {"most": 99}
    with pytest.raises(TooManyOfOne):
        own.count(own.lines[0].id, 100, {}, at=NOW)
    assert counts(own) == {0: 99}


def test_there_is_room_for_a_hundred_different_things():
    own = cart(*[1] * MOST_LINES)
    with pytest.raises(CartFull) as refused:
        own.add(offer(MOST_LINES), 1, line_id=new_id(), at=NOW)
    assert refused.value.data == {"most": 100}
    own.add(offer(0), 1, line_id=new_id(), at=NOW)
    assert counts(own)[0] == 2


def test_what_is_sold_in_another_currency_is_another_cart():
    own = cart(1)
    with pytest.raises(OtherCurrency):
        own.add(offer(1, "USD"), 1, line_id=new_id(), at=NOW)
    assert counts(own) == {0: 1}


def test_counting_a_line_shows_its_price_and_keeps_the_last_one_of_what_is_gone():
    own = cart(2, 3)
    first, second = own.lines
    own.count(first.id, 4, {first.variant_id: offer(0, minor=150)}, at=NOW)
    own.count(second.id, 1, {}, at=NOW)
    assert counts(own) == {0: 4, 1: 1}
    assert [line.seen_price.minor for line in own.lines] == [150, 100]


def test_counting_none_takes_it_out():
    own = cart(2, 3)
    own.count(own.lines[0].id, 0, {}, at=NOW)
    assert counts(own) == {1: 3}
