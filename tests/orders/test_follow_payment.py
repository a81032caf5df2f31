"""What payments tells about the money."""

from modules.catalog.contracts.events import StockReserved
from modules.orders.contracts.events import OrderConfirmed
from modules.payments.contracts import events as payments
from modules.payments.contracts.commands import VoidPayment
from souk.kernel import new_id
from souk.testing import Stage
from tests.orders.conftest import latest_payment, row_of


async def waiting_for(stage, ordering, hear):
    order = await ordering()
    await hear(StockReserved(reservation_id=order.order_id))
    return order, await latest_payment(stage, order)


async def test_an_authorization_confirms_and_a_capture_counts(stage: Stage, ordering, hear):
    order, payment = await waiting_for(stage, ordering, hear)
    about = {"payment_id": payment, "order_id": order.order_id, "amount": order.total}
    await hear(payments.PaymentAuthorized(**about))
    assert (await row_of(stage, order))["stage"] == "ReadyToFulfil"
    assert (await row_of(stage, order))["captured_minor"] == 0
    await hear(payments.PaymentCaptured(**about))
    assert (await row_of(stage, order))["captured_minor"] == order.total.minor
    assert len(await stage.published(OrderConfirmed)) == 1


async def test_a_broken_provider_is_the_reason_to_wait(stage: Stage, ordering, hear):
    order, payment = await waiting_for(stage, ordering, hear)
    about = {"payment_id": payment, "order_id": order.order_id}
    await hear(payments.PaymentDelayed(**about, reason="provider_unavailable"))
    row = await row_of(stage, order)
    assert (row["stage"], row["why"], row["next_who"]) == (
        "AwaitingPayment",
        "provider_unavailable",
        "system",
    )
    await hear(payments.PaymentCaptured(**about, amount=order.total))
    assert (await row_of(stage, order))["stage"] == "ReadyToFulfil"


async def test_the_failure_of_an_older_attempt_that_was_captured_after_all_pays_the_order(
    stage: Stage, ordering, hear
):
    order, payment = await waiting_for(stage, ordering, hear)
    about = {"payment_id": payment, "order_id": order.order_id}
    await hear(payments.PaymentFailed(**about, reason="card_declined"))
    await hear(payments.PaymentCaptured(**about, amount=order.total))
    assert (await row_of(stage, order))["stage"] == "ReadyToFulfil"


async def test_an_order_that_loses_its_money_is_for_the_staff(stage: Stage, paid, hear):
    order = await paid()
    payment = await latest_payment(stage, order)
    await hear(payments.PaymentVoided(payment_id=payment, order_id=order.order_id))
    row = await row_of(stage, order)
    assert (row["stage"], row["why"], row["next_who"]) == ("ReadyToFulfil", "needs_staff", "staff")


async def test_a_payment_for_somebody_else_is_none_of_its_business(stage: Stage, hear):
    await hear(payments.PaymentVoided(payment_id=new_id(), order_id=new_id()))
    assert stage.received(VoidPayment) == []
