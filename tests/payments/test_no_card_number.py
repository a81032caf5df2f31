"""No card number gets anywhere: not into a table, an event, a log line or an answer."""

import pytest

from modules.payments.contracts.commands import RequestPayment
from souk.kernel import CardNumberSeen, Money, new_id
from souk.testing import Stage
from souk.testing.keeping import everything_kept

CANARIES = ["4242424242424242", "4111 1111 1111 1111", "4000-0000-0000-0002", "378282246310005"]


@pytest.mark.parametrize("number", CANARIES)
@pytest.mark.parametrize("field", ["token", "description"])
@pytest.mark.security(45)
async def test_is_refused_at_the_door_and_kept_nowhere(stage: Stage, till, capfd, number, field):
    kept = await till.pay()
    with pytest.raises(CardNumberSeen) as refused:
        await stage.do(
            RequestPayment(
                payment_id=new_id(),
                order_id=new_id(),
                person_id=None,
                amount=Money(minor=100, currency="EUR"),
                method="credit_card",
                **{field: number},
            )
        )
    assert refused.value.data == {"field": field}
    rows = await everything_kept(stage)
    assert str(kept.payment_id) in rows
    said = capfd.readouterr()
    assert number not in f"{rows} {said.out} {said.err} {refused.value}"
