"""People look at what they pay."""

from souk.kernel import new_id
from souk.testing import Stage, customer


async def get(stage: Stage, actor, id):
    async with stage.client(actor) as client:
        return await client.get(f"/api/payments/{id}")


async def test_shows_their_own(stage: Stage, till):
    ann = customer()
    paid = await till.pay("tok_action_required", person_id=ann.id)
    shown = (await get(stage, ann, paid.payment_id)).json()
    assert (shown["status"], shown["amount"], shown["currency"]) == ("action_required", 599.99, "EUR")
    assert shown["actionUrl"].endswith(str(paid.payment_id))


async def test_somebody_elses_does_not_exist(stage: Stage, till):
    paid = await till.pay(person_id=new_id())
    guests = await till.pay()
    for id in (paid.payment_id, guests.payment_id, new_id()):
        answer = await get(stage, customer(), id)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_strangers_are_asked_to_sign_in(stage: Stage, till):
    paid = await till.ask()
    assert (await get(stage, None, paid.payment_id)).status_code == 401


async def test_a_guests_payment_is_not_everybodys(stage: Stage, till):
    """Nobody's id equals nobody's: a person without an id must not match a payment without a person."""
    guests = await till.ask()
    assert (await get(stage, customer(), guests.payment_id)).status_code == 404
