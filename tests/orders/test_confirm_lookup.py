"""Opening an order with a code."""

import pytest

from modules.orders.request_lookup.handler import RequestLookup
from modules.users.contracts.commands import NotifyUser
from souk.testing import Stage

CONFIRM = "/api/orders/lookup/confirm"
GUEST = "guest@example.com"


@pytest.fixture
def code(stage: Stage):
    async def sent(order) -> str:
        await stage.do(RequestLookup(number=order.number, email=GUEST))
        await stage.settle()
        return stage.received(NotifyUser)[-1].values["code"]

    return sent


async def confirm(stage: Stage, order, code: str):
    async with stage.client() as client:
        return await client.post(CONFIRM, json={"number": order.number, "email": GUEST, "code": code})


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10**8:08d}"


async def test_opens_the_order_and_gives_its_token(stage: Stage, ordering, code):
    order = await ordering()
    answer = await confirm(stage, order, await code(order))
    assert answer.status_code == 200
    assert answer.json()["guestToken"] == order.guest_token
    assert answer.json()["order"]["number"] == order.number


async def test_a_code_works_once(stage: Stage, ordering, code):
    order = await ordering()
    sent = await code(order)
    assert [(await confirm(stage, order, sent)).status_code for _ in range(2)] == [200, 409]


async def test_five_wrong_tries_are_enough(stage: Stage, ordering, code):
    order = await ordering()
    sent = await code(order)
    for _ in range(5):
        assert (await confirm(stage, order, other_than(sent))).status_code == 409
    assert (await confirm(stage, order, sent)).status_code == 409


async def test_a_code_is_good_for_ten_minutes(stage: Stage, ordering, code):
    order = await ordering()
    sent = await code(order)
    stage.clock.advance(minutes=10)
    assert (await confirm(stage, order, sent)).json()["code"] == "code_not_valid"


async def test_a_code_opens_its_own_order_alone(stage: Stage, ordering, code):
    mine, other = await ordering(), await ordering()
    sent = await code(mine)
    assert (await confirm(stage, other, sent)).status_code == 409
