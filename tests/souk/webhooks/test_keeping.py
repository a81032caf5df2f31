"""Staff set webhooks up; what they see holds no secret, and what they do is on record."""

import pytest

from souk.messages import StaffActed
from souk.testing import Stage
from tests.souk.webhooks.conftest import CLERK, PATH, SOLD, Desk


async def test_the_secret_is_shown_once(desk: Desk):
    listed = await desk.request("GET")
    assert listed.json()["events"] == ["users.sold.v1"]
    assert [item["id"] for item in listed.json()["items"]] == [desk.id]
    assert desk.secret not in listed.text
    stored = str(await desk.stage.rows("SELECT w::text FROM souk.webhook w"))
    assert desk.secret.removeprefix("whsec_") not in stored


async def test_one_that_is_removed_is_told_nothing_more(desk: Desk):
    await desk.sell()
    assert (await desk.request("DELETE", f"/{desk.id}")).status_code == 204
    await desk.attempt()
    assert desk.receiver.heard == []
    assert (await desk.request("DELETE", f"/{desk.id}")).status_code == 404


async def test_everything_that_staff_do_is_announced(desk: Desk):
    await desk.request("POST", f"/{desk.id}/rotate-secret")
    await desk.request("DELETE", f"/{desk.id}")
    acts = await desk.stage.published(StaffActed)
    assert [act.action for act in acts] == ["add_webhook", "rotate_webhook_secret", "remove_webhook"]
    assert {act.actor_id for act in acts} == {CLERK.id}


async def test_a_delivery_that_still_waits_is_not_sent_twice(desk: Desk):
    await desk.sell()
    (delivery,) = await desk.deliveries()
    answer = await desk.request("POST", f"/deliveries/{delivery['id']}/redeliver")
    assert (answer.status_code, answer.json()["code"]) == (409, "still_waiting")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"url": "https://erp.example.com", "events": ["users.whispered.v1"]}, "/events/0"),
        ({"url": "https://erp.example.com", "events": []}, "/events"),
        ({"url": "ftp://erp.example.com", "events": ["users.sold.v1"]}, "/url"),
        ({"url": "http://10.0.0.1/", "events": ["users.sold.v1"]}, "/url"),
        ({"url": "not an address", "events": ["users.sold.v1"]}, "/url"),
    ],
)
async def test_refuses_what_cannot_be_told_or_reached(stage: Stage, body: object, pointer: str):
    async with stage.client(CLERK) as client:
        answer = await client.post(PATH, json=body)
    assert answer.status_code == 400
    assert [mistake["pointer"] for mistake in answer.json()["errors"]] == [pointer]


async def test_what_ended_long_ago_is_forgotten(desk: Desk):
    await desk.sell()
    await desk.attempt()
    await desk.sell()
    await desk.stage.owner("UPDATE souk.webhook_delivery SET created_at = created_at - interval '31 days'")
    await desk.forget()
    assert [row["state"] for row in await desk.deliveries()] == ["waiting"]


async def test_nothing_is_delivered_for_webhooks_that_nobody_has(stage: Stage, desk: Desk):
    async def waiting() -> int:
        await stage.publish("users", SOLD)
        found = len(await stage.rows("SELECT FROM souk.delivery"))
        await stage.settle()
        return found

    assert await waiting() == 1
    await stage.owner("UPDATE souk.webhook SET disabled_at = clock_timestamp()")
    assert await waiting() == 0
    await desk.request("POST", f"/{desk.id}/enable")
    assert await waiting() == 1
    await desk.request("DELETE", f"/{desk.id}")
    assert await waiting() == 0
    assert len(await desk.deliveries()) == 0
