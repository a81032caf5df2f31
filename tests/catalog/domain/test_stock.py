"""Stock and its ledger."""

from datetime import UTC, datetime

import pytest

from modules.catalog.domain.stock import Cause, MovementKind, NotInTheHouse, Stock, TooManyOfOne
from souk.kernel import new_id
from tests.catalog.domain.made import cause, shelf

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("quantity", [0, 12])
def test_begins_with_a_row_of_the_ledger(quantity):
    stock = Stock.empty(variant_id=new_id(), low_threshold=3)
    actor = new_id()
    movement = stock.count_initially(quantity, Cause(next_id=new_id, actor_id=actor, at=NOON))
    assert (movement.kind, movement.variant_id) == (MovementKind.INITIAL, stock.variant_id)
    assert (movement.actor_id, movement.moved_at) == (actor, NOON)
    assert (stock.on_hand, stock.reserved) == (movement.on_hand_change, movement.reserved_change)
    assert stock.on_hand == quantity


def test_what_is_promised_is_not_available():
    stock = Stock(variant_id=new_id(), on_hand=12, reserved=5, low_threshold=0)
    assert stock.available == 7


def test_what_may_be_ordered_beyond_what_is_there_has_a_limit():
    stock = shelf(on_hand=1, backorder=2).stock
    stock.move(MovementKind.RESERVED, cause(), reserved=3)
    assert (stock.available, stock.orderable) == (-2, 0)
    with pytest.raises(NotInTheHouse) as refused:
        stock.move(MovementKind.RESERVED, cause(), reserved=1)
    assert refused.value.data == {"variantId": stock.variant_id, "available": 0}
    assert stock.reserved == 3


@pytest.mark.parametrize(
    "change", [{"on_hand": -6}, {"reserved": -3}, {"reserved": 4}, {"on_hand": -4}, {"on_hand": -1_000_000}]
)
def test_nothing_leaves_that_is_not_there_and_nothing_is_promised_twice(change):
    stock = shelf(on_hand=5, reserved=2).stock
    with pytest.raises(NotInTheHouse) as refused:
        stock.move(MovementKind.ADJUSTED, cause(), **change)
    assert refused.value.data["available"] == 3
    assert (stock.on_hand, stock.reserved) == (5, 2)


def test_no_shelf_holds_more_than_a_million():
    stock = shelf(on_hand=999_999).stock
    stock.move(MovementKind.ADJUSTED, cause(), on_hand=1)
    with pytest.raises(TooManyOfOne) as refused:
        stock.move(MovementKind.ADJUSTED, cause(), on_hand=1)
    assert refused.value.data == {"most": 1_000_000}
    assert stock.on_hand == 1_000_000
