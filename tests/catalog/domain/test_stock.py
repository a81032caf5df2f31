"""Stock and its ledger."""

from datetime import UTC, datetime

import pytest

from modules.catalog.domain.stock import Cause, MovementKind, Stock
from souk.kernel import new_id

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
