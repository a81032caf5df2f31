"""Corrections of stock."""

import pytest

from modules.catalog.domain.adjustments import DeltaOrQuantity, difference


def test_are_by_so_many_or_to_so_many():
    assert difference(-3, None, on_hand=10) == -3
    assert difference(None, 7, on_hand=10) == -3
    assert difference(None, 0, on_hand=10) == -10
    assert difference(0, None, on_hand=10) == 0


@pytest.mark.parametrize(("delta", "quantity"), [(None, None), (1, 1), (0, 0)])
def test_are_not_both_and_not_neither(delta, quantity):
    with pytest.raises(DeltaOrQuantity):
        difference(delta, quantity, on_hand=10)
