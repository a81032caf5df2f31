"""Somebody was erased."""

from modules.payments.personal_data import payments_of
from modules.users.contracts.events import UserErased
from souk.messages import SYSTEM, Context
from souk.testing import Stage, customer, id_of


async def test_their_payments_stay_as_numbers_and_their_webhooks_go(stage: Stage, till):
    ann, bob = customer(), customer()
    hers = await till.pay(person_id=id_of(ann), description="for Ann Lee")
    his = await till.pay(person_id=bob.id)
    await stage.publish("users", UserErased(user_id=id_of(ann)))
    await till.settle()
    row = await till.row(hers)
    assert (row["person_id"], row["description"], row["captured_minor"]) == (None, "", 59999)
    kept = await stage.rows("SELECT payment_id FROM payments.webhook")
    assert [row["payment_id"] for row in kept] == [his.payment_id]


async def test_a_person_is_handed_their_own_payments(stage: Stage, till):
    ann = customer()
    paid = await till.pay(person_id=id_of(ann))
    await till.pay(person_id=customer().id)
    tx = stage.runtime.switchboard.transaction("payments", Context(actor=SYSTEM, reason="export"))
    handed = await payments_of(tx, id_of(ann))
    await tx.close(None)
    assert [each["id"] for each in handed["payments"]] == [str(paid.payment_id)]
    assert handed["payments"][0]["captured"] == "599.99"
