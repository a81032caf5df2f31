"""Looking at an order."""

import pytest

from souk.testing import Stage, customer, staff


async def test_shows_everything_to_whose_it_is(stage: Stage, ordering):
    ann = customer()
    order = await ordering(actor=ann)
    async with stage.client(ann) as client:
        shown = (await client.get(f"/api/orders/{order.order_id}")).json()
    assert shown["number"] == order.number
    assert shown["shippingAddress"]["city"] == "Berlin"
    assert shown["shippingAddress"]["country"] == "DE"
    assert [(item["quantity"], item["lineTotal"]) for item in shown["items"]] == [(1, 599.99)]
    assert shown["totalAmount"] == 599.99
    assert shown["nextAction"]["who"] == "system"


@pytest.mark.security(20)
async def test_is_no_ones_business_but_their_own(stage: Stage, ordering):
    theirs, guests = await ordering(actor=customer()), await ordering()
    for order in (theirs, guests):
        for actor, headers in (
            (None, {}),
            (customer(), {}),
            (staff("orders:price"), {}),
            (None, {"X-Guest-Token": "guess"}),
            (None, {"X-Guest-Token": ""}),
        ):
            async with stage.client(actor, **headers) as client:
                answer = await client.get(f"/api/orders/{order.order_id}")
            assert answer.status_code == 404


@pytest.mark.security(20)
async def test_a_token_opens_its_own_order_alone(stage: Stage, ordering):
    mine, other = await ordering(), await ordering()
    async with stage.client(**{"X-Guest-Token": mine.guest_token}) as client:
        assert (await client.get(f"/api/orders/{mine.order_id}")).status_code == 200
        assert (await client.get(f"/api/orders/{other.order_id}")).status_code == 404


@pytest.mark.parametrize(("actor", "status"), [(None, 401), (customer(), 403), (staff("orders:read"), 200)])
async def test_staff_see_every_order_and_its_version(stage: Stage, ordering, actor, status):
    order = await ordering()
    async with stage.client(actor) as client:
        path = f"/api/admin/orders/{order.order_id}"
        answer = await client.get(path, headers={"accept-encoding": "identity"})  # packed, its tag says so
    assert answer.status_code == status
    if status == 200:
        assert answer.json()["email"] == "guest@example.com"
        assert answer.headers["etag"] == '"v1"'
