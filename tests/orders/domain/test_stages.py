"""From one stage to the next: by the table, and in no other way."""

import pytest

from modules.orders.domain.facts import Refused
from modules.orders.domain.stages import TRANSITIONS, Happening, NotPossibleNow, Stage
from tests.orders.domain.made import change, order


@pytest.mark.parametrize("where", Stage)
def test_security_23_no_step_is_skipped(where: Stage):
    for happening in set(Happening) - TRANSITIONS[where].keys():
        made, now = order(), change()
        made.stage = where
        assert not made.move(happening, now)
        assert made.stage is where
        assert now.facts == [Refused(stage=where, happening=happening)]
        with pytest.raises(NotPossibleNow):
            made.must_move(happening, now)


def test_security_23_goods_are_sent_only_after_they_were_paid_for():
    """Every way to a parcel leads through ReadyToFulfil, and every way there through a payment."""
    ways = [way for to in TRANSITIONS.values() for way in to.items()]
    assert {by for by, to in ways if to is Stage.READY_TO_FULFIL} == {Happening.PAID}
    sending = {Stage.PARTIALLY_FULFILLED, Stage.FULFILLED}
    whence = {stage for stage, to in TRANSITIONS.items() if sending & set(to.values())}
    assert whence == {Stage.READY_TO_FULFIL, Stage.PARTIALLY_FULFILLED}
