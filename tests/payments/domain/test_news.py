"""A webhook is asked about unless the books say of the same payment what it says."""

import pytest

from modules.payments.domain.found import Standing
from modules.payments.domain.gateway import Notice
from modules.payments.domain.lifecycle import Status
from modules.payments.domain.news import is_news


def of(tells: Standing | None, reference: str = "pi_1") -> Notice:
    return Notice(event_id="evt_1", kind="some.kind", payment_id=None, reference=reference, tells=tells)


@pytest.mark.parametrize(
    ("tells", "status"),
    [
        (Standing.CAPTURED, Status.CAPTURED),
        (Standing.CAPTURED, Status.REFUNDED),
        (Standing.AUTHORIZED, Status.CAPTURED),
        (Standing.FAILED, Status.FAILED),
        (Standing.VOIDED, Status.VOIDED),
    ],
)
def test_what_is_booked_is_no_news(tells, status):
    assert not is_news(of(tells), reference="pi_1", status=status)


@pytest.mark.parametrize("status", [one for one in Status if one != Status.CAPTURED])
def test_money_that_is_not_booked_is_news(status):
    taken = status in {Status.PARTIALLY_REFUNDED, Status.REFUNDED}
    assert is_news(of(Standing.CAPTURED), reference="pi_1", status=status) is not taken


@pytest.mark.parametrize("tells", [None, Standing.PENDING, Standing.ACTION_REQUIRED])
def test_what_says_nothing_certain_is_always_asked_about(tells):
    assert all(is_news(of(tells), reference="pi_1", status=status) for status in Status)


def test_what_is_about_another_charge_is_news():
    assert is_news(of(Standing.CAPTURED, "pi_2"), reference="pi_1", status=Status.CAPTURED)
