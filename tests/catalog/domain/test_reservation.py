"""Reservations: what is promised to one order is sold or given back, and never twice."""

from datetime import timedelta
from uuid import UUID

import msgspec
import pytest

from modules.catalog.domain.reservation import (
    NotReserved,
    Reservation,
    ReservationGone,
    ReservationState,
    ReservedLine,
    summed,
)
from souk.kernel import new_id
from tests.catalog.domain.made import NOON

ONE, OTHER = sorted([new_id(), new_id()])


class Line(msgspec.Struct):
    variant_id: UUID
    quantity: int


def promised(**quantities: int) -> Reservation:
    id, wanted = new_id(), {ONE: quantities.get("one", 3), OTHER: quantities.get("other", 2)}
    return Reservation(
        id=id,
        state=ReservationState.OPEN,
        made_at=NOON,
        expires_at=NOON + timedelta(hours=1),
        lines=[
            ReservedLine(reservation_id=id, variant_id=variant_id, quantity=quantity)
            for variant_id, quantity in wanted.items()
        ],
    )


def test_lines_of_one_variant_are_added_up_in_the_order_of_the_locks():
    lines = [Line(OTHER, 1), Line(ONE, 2), Line(OTHER, 3)]
    assert list(summed(lines).items()) == [(ONE, 2), (OTHER, 4)]


def test_all_of_it_is_given_back_and_then_it_has_ended():
    made = promised()
    assert made.release(None) == {ONE: 3, OTHER: 2}
    assert (made.state, made.expires_at) == (ReservationState.RELEASED, None)
    assert made.release(None) == {}


def test_a_part_is_given_back_and_no_more_than_is_left():
    made = promised()
    assert made.release({ONE: 1, new_id(): 7}) == {ONE: 1}
    assert made.state is ReservationState.OPEN
    assert made.release({ONE: 99, OTHER: 2}) == {ONE: 2, OTHER: 2}
    assert made.state is ReservationState.RELEASED


def test_what_was_promised_is_sold_parcel_by_parcel():
    made = promised()
    made.sell({ONE: 1})
    made.sell({ONE: 2})
    assert made.is_live
    made.sell({OTHER: 2})
    assert (made.state, made.expires_at) == (ReservationState.DONE, None)
    with pytest.raises(ReservationGone):
        made.sell({ONE: 1})


@pytest.mark.parametrize(("wanted", "left"), [({ONE: 4}, 3), ({new_id(): 1}, 0)])
def test_nothing_is_sold_that_was_not_promised(wanted, left):
    with pytest.raises(NotReserved) as refused:
        promised().sell(wanted)
    assert refused.value.data == {"variantId": next(iter(wanted)), "left": left}


def test_once_something_was_sold_it_is_done_however_the_rest_ends():
    made = promised()
    made.sell({ONE: 3})
    assert made.expire() == {OTHER: 2}
    assert made.state is ReservationState.DONE


def test_what_expires_goes_back_to_the_shelf():
    made = promised()
    assert made.expire() == {ONE: 3, OTHER: 2}
    assert made.state is ReservationState.EXPIRED


def test_what_is_held_does_not_expire_by_the_clock_and_can_still_be_given_back():
    made = promised()
    assert made.hold()
    assert made.hold()
    assert (made.state, made.expires_at) == (ReservationState.HELD, None)
    assert made.release(None) == {ONE: 3, OTHER: 2}


@pytest.mark.parametrize("end", ["release", "expire", "reject"])
def test_what_has_ended_is_neither_held_nor_sold_nor_given_back(end):
    made = promised()
    getattr(made, end)(*([None] if end == "release" else []))
    ended = made.state
    assert not made.hold()
    with pytest.raises(ReservationGone):
        made.sell({ONE: 1})
    assert (made.release(None), made.expire()) == ({}, {})
    assert (made.state, made.expires_at) == (ended, None)
