"""The doctor asks what the books say altogether."""

from modules.payments.contracts.queries import BookedTotals
from souk.kernel import Money
from souk.testing import Stage
from tests.payments.test_refund_payment import refund


async def test_adds_up_by_currency_beside_the_providers_own_ledger(stage: Stage, till):
    paid = await till.pay(minor=1000)
    await till.pay("tok_declined")
    await till.pay(amount=Money(minor=700, currency="JPY"))
    await stage.do(refund(paid, 250))
    await till.settle()
    euros, yen = await stage.ask(BookedTotals())
    assert (euros.captured.minor, euros.refunded.minor, euros.pending) == (1000, 250, 0)
    assert (euros.provider_captured, euros.provider_refunded) == (euros.captured, euros.refunded)
    assert yen.captured == yen.provider_captured == Money(minor=700, currency="JPY")


async def test_counts_what_is_under_way_instead_of_summing_it(stage: Stage, till):
    await till.ask(minor=1000)
    (euros,) = await stage.ask(BookedTotals())
    assert (euros.captured.minor, euros.pending) == (0, 1)


async def test_shows_what_the_books_lack(stage: Stage, till):
    paid = await till.pay(minor=1000)
    await stage.owner("UPDATE payments.sandbox_movement SET amount_minor = 900")
    (euros,) = await stage.ask(BookedTotals(order_ids=(paid.order_id,)))
    assert euros.provider_captured is not None
    assert euros.captured.minor - euros.provider_captured.minor == 100
