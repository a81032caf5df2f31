"""Forgetting somebody, and handing out what is known of them."""

from modules.users.contracts.events import UserErased
from souk.messages import ExportPerson
from souk.testing import Stage, customer
from tests.cart.filling import fill


async def test_their_cart_goes_and_others_stay(stage: Stage, shelf, hear):
    ann, bea = customer(), customer()
    assert ann.id is not None
    for person in (ann, bea):
        await fill(stage, person, shelf.add())
    await hear(UserErased(user_id=ann.id))
    rows = await stage.rows("SELECT owner_id FROM cart.cart")
    assert [row["owner_id"] for row in rows] == [bea.id]


async def test_a_person_gets_all_that_is_kept_of_them(stage: Stage, shelf):
    ann, bea = customer(), customer()
    assert ann.id is not None
    assert bea.id is not None
    aura = shelf.add()
    await fill(stage, ann, aura)
    exported = await stage.ask(ExportPerson(module="cart", person_id=ann.id), ann)
    assert [line["sku"] for line in exported["cart"]["lines"]] == [aura.sku]
    assert await stage.ask(ExportPerson(module="cart", person_id=bea.id), bea) == {}
