"""Signed messages from providers."""

from datetime import timedelta

import pytest

from modules.payments.domain.signatures import WINDOW, BadSignature, within_window
from tests.payments.domain.made import NOON

STAMP = int(NOON.timestamp())


@pytest.mark.parametrize("seconds", [-WINDOW, 0, WINDOW])
def test_are_good_for_five_minutes_in_either_direction(seconds):
    assert within_window(str(STAMP), NOON + timedelta(seconds=seconds)) == STAMP


@pytest.mark.parametrize("seconds", [-WINDOW - 1, WINDOW + 1])
def test_are_refused_outside_of_them(seconds):
    with pytest.raises(BadSignature):
        within_window(str(STAMP), NOON + timedelta(seconds=seconds))


@pytest.mark.parametrize("stamp", [None, "", "now", f"-{STAMP}", f"{STAMP}.0", "٣", "1" * 13])
def test_without_a_time_are_refused(stamp):
    with pytest.raises(BadSignature):
        within_window(stamp, NOON)
