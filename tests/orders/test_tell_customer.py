"""Letters to customers."""

import pytest

from modules.catalog.contracts.events import StockRejected, StockReserved
from modules.orders.domain.waiting import Why
from modules.orders.mails_declared import MAILS
from modules.orders.send_parcel.handler import SendParcel
from modules.orders.tell_customer.job import SendConfirmation, send_confirmation
from modules.payments.contracts.events import PaymentFailed
from modules.users.contracts.commands import NobodyToNotify, NotifyUser
from souk.database.committing import committing
from souk.mail import LANGUAGES, rendered
from souk.messages import SYSTEM, Context
from souk.testing import Stage, customer
from tests.orders.conftest import latest_payment

CANCELLED_FOR = [
    Why.OUT_OF_STOCK,
    Why.STOCK_LOST,
    Why.CANCELLED_BY_CUSTOMER,
    Why.CANCELLED_BY_STAFF,
    Why.NOT_PAID_IN_TIME,
    Why.PROVIDER_AWAY_TOO_LONG,
]

TO_CUSTOMERS = [mail for mail in MAILS if "number" in mail.example]


async def confirm(stage: Stage, order) -> None:
    async with committing(stage.runtime.switchboard.transaction("orders", Context())) as tx:
        await send_confirmation(tx, SendConfirmation(order_id=order.order_id))


async def test_plans_the_confirmation_for_five_minutes_later(stage: Stage, ordering):
    order = await ordering()
    assert await stage.enqueued(SendConfirmation) == [SendConfirmation(order_id=order.order_id)]
    sql = "SELECT extract(epoch FROM due_at - clock_timestamp()) AS wait FROM souk.job WHERE type = :type"
    (job,) = await stage.rows(sql, type=SendConfirmation.wire)
    assert 240 < job["wait"] <= 300


async def test_confirms_to_whoever_ordered(stage: Stage, ordering):
    ann = customer()
    hers, guests = await ordering(actor=ann), await ordering()
    await confirm(stage, hers)
    await confirm(stage, guests)
    first, second = stage.received(NotifyUser)
    assert (first.template, first.person_id, first.email) == ("orders.placed", ann.id, None)
    assert (second.person_id, second.email) == (None, "guest@example.com")
    assert second.values == {"number": guests.number, "total": "599.99 EUR"}


async def test_a_cancelled_order_gets_another_mail_instead(stage: Stage, ordering, hear):
    order = await ordering()
    await hear(StockRejected(reservation_id=order.order_id, variant_ids=()))
    await confirm(stage, order)
    (mail,) = stage.received(NotifyUser)
    assert (mail.template, mail.values["reason"]) == ("orders.cancelled", "out_of_stock")


async def test_writes_of_a_failed_payment_and_of_a_parcel(stage: Stage, ordering, paid, hear):
    order = await ordering()
    await hear(StockReserved(reservation_id=order.order_id))
    payment = await latest_payment(stage, order)
    await hear(PaymentFailed(payment_id=payment, order_id=order.order_id, reason="card_declined"))
    sent = await paid()
    await stage.do(SendParcel(order_id=sent.order_id), SYSTEM)
    await stage.settle()
    assert [mail.template for mail in stage.received(NotifyUser)] == [
        "orders.payment_failed",
        "orders.parcel_sent",
    ]


async def test_who_cannot_be_reached_is_let_be(stage: Stage, ordering):
    def nobody(_):
        raise NobodyToNotify

    stage.fake(NotifyUser, nobody)
    await confirm(stage, await ordering())


@pytest.mark.parametrize("mail", TO_CUSTOMERS, ids=lambda mail: mail.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mail_to_a_customer_says_which_order_it_is_about(mail, language):
    letter = rendered(mail, language, mail.example | {"first_name": "Ann", "shop": "Souk"})
    assert mail.example["number"] in letter.subject
    assert mail.example["number"] in letter.text
    assert mail.example["number"] in letter.html
    assert "Ann" in letter.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cancellation_gives_its_reason_in_words(language):
    (mail,) = (mail for mail in MAILS if mail.name == "orders.cancelled")
    for why in CANCELLED_FOR:
        values = mail.example | {"reason": why, "first_name": "", "shop": "Souk"}
        assert why not in rendered(mail, language, values).text
