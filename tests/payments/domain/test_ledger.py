"""The ledger of a payment."""

from modules.payments.domain.found import Standing
from modules.payments.domain.ledger import balance
from tests.payments.domain.made import NOON, payment
from tests.payments.domain.provider_model import ModelProvider, euros


def test_adds_up_to_what_the_payment_says():
    provider = ModelProvider(1000, standing=Standing.AUTHORIZED)
    made = payment(provider)
    lines = made.learn(provider.says(), NOON)
    provider.standing, provider.captured = Standing.CAPTURED, 800
    lines += made.learn(provider.says(), NOON)
    for minor in (100, 700):
        provider.refund(minor)
        lines += made.learn(provider.says(), NOON)
    assert balance(lines, "EUR") == (euros(1000), euros(800), euros(800))
    assert [line.number for line in lines] == [1, 2, 3, 4]
    assert balance([], "EUR") == (euros(0), euros(0), euros(0))
