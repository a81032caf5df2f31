"""A guest who opened an account finds their orders there."""

from modules.users.contracts.events import EmailVerified
from modules.users.contracts.queries import Person, PersonCard
from souk.kernel import NotFound, new_id
from souk.testing import Stage, customer, id_of


def ann_is(stage: Stage, ann, email="Guest@Example.com"):
    person = Person(
        id=ann.id, email=email, first_name="Ann", last_name="Lee", language="en", email_verified=True
    )
    stage.fake(PersonCard, person)


async def test_finds_them_once_the_address_is_verified(stage: Stage, ordering, hear):
    ann, order = customer(), await ordering()
    ann_is(stage, ann)
    await hear(EmailVerified(user_id=id_of(ann)))
    async with stage.client(ann) as client:
        assert (await client.get(f"/api/orders/{order.order_id}")).status_code == 200


async def test_the_guests_token_opens_them_no_longer(stage: Stage, ordering, hear):
    ann, order = customer(), await ordering()
    ann_is(stage, ann)
    await hear(EmailVerified(user_id=id_of(ann)))
    async with stage.client(**{"X-Guest-Token": order.guest_token}) as client:
        assert (await client.get(f"/api/orders/{order.order_id}")).status_code == 404


async def test_takes_nobody_elses(stage: Stage, ordering, hear):
    ann, bob = customer(), customer()
    await ordering(actor=bob)
    await ordering()
    ann_is(stage, ann, "ann@example.com")
    await hear(EmailVerified(user_id=id_of(ann)))
    assert await stage.rows("SELECT 1 FROM orders.order WHERE person_id = :id", id=ann.id) == []


async def test_an_account_that_is_gone_gets_none(stage: Stage, ordering, hear):
    def gone(_):
        raise NotFound("person")

    await ordering()
    stage.fake(PersonCard, gone)
    await hear(EmailVerified(user_id=new_id()))
    assert len(await stage.rows("SELECT 1 FROM orders.order WHERE person_id IS NULL")) == 1
