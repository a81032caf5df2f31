"""The books of one occasion: each movement is written down, and so is what others must hear of it."""

import pytest

from modules.catalog.domain.stock import MovementKind, NotInTheHouse
from modules.catalog.domain.stock_books import Books
from tests.catalog.domain.made import cause, shelf


@pytest.fixture
def books() -> Books:
    return Books(cause=cause())


@pytest.mark.parametrize(
    ("what", "kind", "on_hand", "reserved"),
    [
        ("promise", MovementKind.RESERVED, 5, 3),
        ("release", MovementKind.RELEASED, 5, 1),
        ("expire", MovementKind.EXPIRED, 5, 1),
        ("sell", MovementKind.SOLD, 4, 1),
        ("take_back", MovementKind.RETURNED, 6, 2),
        ("adjust", MovementKind.ADJUSTED, 6, 2),
    ],
)
def test_each_movement_changes_its_counters_by_what_is_in_the_ledger(books, what, kind, on_hand, reserved):
    there = shelf(on_hand=5, reserved=2)
    getattr(books, what)(there, 1)
    assert (there.stock.on_hand, there.stock.reserved) == (on_hand, reserved)
    (row,) = books.movements
    assert (row.kind, row.variant_id) == (kind, there.stock.variant_id)
    assert (5 + row.on_hand_change, 2 + row.reserved_change) == (on_hand, reserved)


def test_what_is_refused_is_not_in_the_books(books):
    with pytest.raises(NotInTheHouse):
        books.promise(shelf(on_hand=1), 2)
    assert books.movements == []


def test_stock_that_falls_to_its_threshold_has_run_low_once(books):
    there = shelf(on_hand=5, low=3)
    for _ in range(3):
        books.promise(there, 1)
    assert books.ran_low == [there]
    books.release(there, 2)
    books.promise(there, 1)
    assert books.ran_low == [there, there]


def test_the_last_one_that_is_promised_and_the_first_that_comes_back_turn_the_product(books):
    there, other = shelf(on_hand=2), shelf(on_hand=2)
    books.promise(there, 1)
    books.promise(other, 1)
    assert books.turned == set()
    books.promise(there, 1)
    assert books.turned == {there.product_id}
    back = Books(cause=cause())
    back.release(there, 1)
    assert back.turned == {there.product_id}


def test_what_may_be_backordered_is_not_sold_out(books):
    there = shelf(on_hand=1, backorder=5)
    books.promise(there, 1)
    assert books.turned == set()
