"""Which cart is opened, and what becomes of one that was put together before signing in."""

import pytest

from modules.cart.domain.cart import Cart
from modules.cart.domain.opening import Whose, brought_by, opened
from souk.kernel import Stale, new_id
from tests.cart.domain.made import NOW, cart, counts

ANN = new_id()


def anns(**changes: object) -> Cart:
    made = Cart.new(new_id(), owner_id=ANN, guest_key=None, at=NOW)
    for name, value in {"version": 3, **changes}.items():
        setattr(made, name, value)
    made.is_kept()
    return made


def open_it(whose: Whose, *carts: Cart, expected: int | None = None, make: bool = False) -> Cart | None:
    return opened(whose, carts, expected=expected, make=make, new_id=new_id(), at=NOW)


def test_a_guest_opens_the_guests_cart():
    guests = cart(2)
    guests.is_kept()
    assert open_it(Whose(None, guests.guest_key), anns(), guests) is guests
    assert not guests.has_changed


def test_a_person_opens_their_own_and_takes_over_what_they_bring():
    own, guests = anns(), cart(2, 1)
    guests.is_kept()
    assert brought_by(Whose(ANN, guests.guest_key), [own, guests]) is guests
    assert open_it(Whose(ANN, guests.guest_key), own, guests) is own
    assert counts(own) == {0: 2, 1: 1}
    assert guests.lines == ()
    assert own.has_changed
    assert guests.has_changed


def test_who_brings_something_and_has_no_cart_gets_one():
    guests = cart(2)
    found = open_it(Whose(ANN, guests.guest_key), guests)
    assert found is not None
    assert (found.owner_id, found.guest_key, found.version, counts(found)) == (ANN, None, 0, {0: 2})


def test_an_empty_cart_is_not_brought():
    guests = cart()
    assert brought_by(Whose(ANN, guests.guest_key), [guests]) is None
    assert open_it(Whose(ANN, guests.guest_key), guests) is None


def test_a_guest_brings_nothing():
    guests = cart(2)
    assert brought_by(Whose(None, guests.guest_key), [guests]) is None


@pytest.mark.parametrize(("whose", "is_made"), [(Whose(ANN, None), True), (Whose(None, None), False)])
def test_one_is_made_for_somebody_who_wants_one_and_for_nobody_else(whose: Whose, *, is_made: bool):
    assert open_it(whose) is None
    made = open_it(whose, make=True)
    assert (made is not None) is is_made
    assert made is None or made.has_changed


@pytest.mark.parametrize(("version", "expected"), [(3, 2), (3, 0), (None, 1)])
def test_another_version_than_expected_is_refused_and_nothing_taken_over(version: int | None, expected: int):
    guests = cart(2)
    carts = [guests] if version is None else [guests, anns(version=version)]
    with pytest.raises(Stale):
        open_it(Whose(ANN, guests.guest_key), *carts, expected=expected)
    assert counts(guests) == {0: 2}


@pytest.mark.parametrize(("version", "expected"), [(3, 3), (None, 0)])
def test_the_version_that_is_expected_is_opened(version: int | None, expected: int):
    carts = [] if version is None else [anns(version=version)]
    found = open_it(Whose(ANN, None), *carts, expected=expected, make=True)
    assert found is not None
    assert found.version == expected
