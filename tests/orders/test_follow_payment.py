"""What payments tells about the money."""

from modules.catalog.contracts.events import StockReleased, StockReserved
from modules.orders.cancel_order.handler import CancelOrder
from modules.orders.contracts.events import OrderConfirmed
from modules.payments.contracts import events as payments
from modules.payments.contracts.commands import VoidPayment
from souk.kernel import new_id
from souk.testing import Stage, customer
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


async def test_a_cancelled_order_whose_money_cannot_be_given_back_is_for_the_staff(stage, ordering, hear):
    ann = customer()
    order = await ordering(actor=ann)
    await hear(StockReserved(reservation_id=order.order_id))
    payment = await latest_payment(stage, order)
    about = {"payment_id": payment, "order_id": order.order_id}
    await hear(payments.PaymentCaptured(**about, amount=order.total))
    await stage.do(CancelOrder(order_id=order.order_id), ann)
    await hear(StockReleased(reservation_id=order.order_id, lines=(), reason="released"))
    refused = payments.RefundFailed(**about, refund_id=new_id(), amount=order.total, reason="card_closed")
    await hear(refused)
    row = await row_of(stage, order)
    assert (row["stage"], row["why"]) == ("Cancelling", "cancelled_by_customer")
    assert (row["next_who"], row["detail"]) == ("staff", "card_closed")
    assert row["history"][-1]["what"] == "void_failed"
    await hear(payments.PaymentVoided(**about))
    row = await row_of(stage, order)
    assert (row["stage"], row["why"], row["next_who"]) == ("Cancelled", "cancelled_by_customer", None)


async def test_money_that_comes_after_the_end_and_cannot_go_back_is_for_the_staff(stage, ordering, hear):
    ann = customer()
    order, payment = await waiting_for(stage, lambda: ordering(actor=ann), hear)
    about = {"payment_id": payment, "order_id": order.order_id}
    await stage.do(CancelOrder(order_id=order.order_id), ann)
    await hear(StockReleased(reservation_id=order.order_id, lines=(), reason="released"))
    await hear(payments.PaymentVoided(**about))
    assert (await row_of(stage, order))["stage"] == "Cancelled"
    await hear(payments.PaymentCaptured(**about, amount=order.total))
    refused = payments.RefundFailed(**about, refund_id=new_id(), amount=order.total, reason="card_closed")
    await hear(refused)
    row = await row_of(stage, order)
    assert (row["stage"], row["next_who"], row["detail"]) == ("Cancelled", "staff", "card_closed")
    await hear(payments.PaymentRefunded(**about, refund_id=new_id(), amount=order.total))
    row = await row_of(stage, order)
    assert (row["next_who"], row["captured_minor"] - row["refunded_minor"]) == (None, 0)


async def test_money_that_comes_after_the_end_is_given_back(stage: Stage, ordering, hear):
    """The attempt had failed and was at rest when the order was cancelled: nobody was asked to void it."""
    order, payment = await waiting_for(stage, ordering, hear)
    about = {"payment_id": payment, "order_id": order.order_id}
    await hear(payments.PaymentFailed(**about, reason="card_declined"))
    await stage.do(CancelOrder(order_id=order.order_id, guest_token=order.guest_token))
    await stage.work()
    await hear(StockReleased(reservation_id=order.order_id, lines=(), reason="released"))
    assert (await row_of(stage, order))["stage"] == "Cancelled"
    assert stage.received(VoidPayment) == []
    await hear(payments.PaymentCaptured(**about, amount=order.total))
    assert [wanted.payment_id for wanted in stage.received(VoidPayment)] == [payment]


async def test_a_payment_for_somebody_else_is_none_of_its_business(stage: Stage, hear):
    await hear(payments.PaymentVoided(payment_id=new_id(), order_id=new_id()))
    assert stage.received(VoidPayment) == []
