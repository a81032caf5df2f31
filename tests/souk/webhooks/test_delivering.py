"""Other systems are told of what they asked for: signed, again until they hear it, and never for ever."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest

from souk.messages import RetryLater, WebhookDisabled
from souk.testing import Stage
from souk.webhooks.recording import PATIENT
from tests.souk.webhooks.conftest import Desk, Heard
from tests.souk.webhooks.toys import Whispered


def signature(heard: Heard, secret: str) -> str:
    signed = f"{heard.headers['webhook-id']}.{heard.headers['webhook-timestamp']}.".encode() + heard.body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


async def test_the_receiver_gets_the_event_spelled_as_in_the_api(desk: Desk):
    await desk.sell()
    await desk.attempt()
    (heard,) = desk.receiver.heard
    assert heard.line == "POST /in?from=souk HTTP/1.1"
    assert heard.headers["host"] == f"127.0.0.1:{desk.receiver.port}"
    assert heard.headers["content-type"] == "application/json"
    content = json.loads(heard.body)
    assert content["type"] == "users.sold.v1"
    assert content["data"] == {"thing": "lamp", "unitPrice": {"amount": 10.5, "currency": "EUR"}}
    assert b'"amount":10.50' in heard.body
    (delivery,) = await desk.deliveries()
    assert (delivery["state"], delivery["attempts"]) == ("delivered", 1)


async def test_security_39_it_is_signed_with_the_time_and_the_secret_that_was_shown(desk: Desk):
    await desk.sell()
    await desk.attempt()
    (heard,) = desk.receiver.heard
    assert heard.headers["webhook-signature"] == signature(heard, desk.secret)
    assert int(heard.headers["webhook-timestamp"]) == int(desk.stage.clock.now().timestamp())
    assert heard._replace(body=heard.body + b" ").body != heard.body
    assert signature(heard._replace(body=heard.body + b" "), desk.secret) != signature(heard, desk.secret)


@pytest.mark.security(39)
async def test_after_a_change_both_secrets_sign_for_a_day(desk: Desk):
    changed = (await desk.request("POST", f"/{desk.id}/rotate-secret")).json()
    await desk.sell()
    await desk.attempt()
    desk.stage.clock.advance(hours=25)
    await desk.sell()
    await desk.attempt()
    during, afterwards = desk.receiver.heard
    assert during.headers["webhook-signature"].split(" ") == [
        signature(during, changed["secret"]),
        signature(during, desk.secret),
    ]
    assert afterwards.headers["webhook-signature"] == signature(afterwards, changed["secret"])


async def test_nobody_is_told_of_what_they_did_not_ask_for(desk: Desk):
    await desk.stage.publish("users", Whispered(words="secret"))
    await desk.stage.settle()
    assert await desk.deliveries() == []


@pytest.mark.parametrize("status", [500, 503, 404, 301])
async def test_what_was_not_taken_is_tried_again_under_the_same_id(desk: Desk, status: int):
    desk.receiver.says(status, "Location: /elsewhere")
    await desk.sell()
    await desk.attempt()
    desk.receiver.says(200)
    await desk.attempt()
    first, second = desk.receiver.heard
    assert (first.headers["webhook-id"], first.body) == (second.headers["webhook-id"], second.body)
    attempts = await desk.stage.rows("SELECT number, status FROM souk.webhook_attempt ORDER BY number")
    assert [(row["number"], row["status"]) for row in attempts] == [(1, status), (2, 200)]
    assert (await desk.webhook())["failing_since"] is None


async def test_the_pauses_grow_and_after_three_days_it_is_given_up(desk: Desk):
    desk.receiver.says(400)
    await desk.sell()
    pauses = []
    while (delivery := (await desk.deliveries())[0])["state"] == "waiting":
        pauses.append(delivery["next_at"] - desk.stage.clock.now())
        desk.stage.clock.advance(seconds=pauses[-1].total_seconds())
        await desk.attempt()
    assert sum(pauses, timedelta()) == timedelta(days=3)
    assert pauses[1] < pauses[3] < pauses[5]
    assert max(pauses) < timedelta(hours=8)
    assert 12 < len(pauses) < 30
    assert delivery["state"] == "given_up"


async def test_a_receiver_that_is_away_is_left_in_peace_and_that_counts_as_no_attempt(desk: Desk):
    desk.receiver.says(503)
    for _ in range(PATIENT + 1):
        await desk.sell()
    with pytest.raises(RetryLater):
        await desk.attempt()
    assert len(desk.receiver.heard) == PATIENT
    assert (await desk.webhook())["rests_until"] > desk.stage.clock.now()


async def test_one_that_refuses_one_thing_is_told_the_others(desk: Desk):
    desk.receiver.says(400)
    for _ in range(PATIENT + 1):
        await desk.sell()
    await desk.attempt()
    assert len(desk.receiver.heard) == PATIENT + 1


async def test_after_long_failure_it_is_switched_off_and_whoever_set_it_up_is_told(desk: Desk):
    await desk.stage.owner(
        "UPDATE souk.webhook SET failing_since = created_at - interval '3 days', failures = 1"
    )
    desk.receiver.says(500)
    await desk.sell()
    await desk.attempt()
    assert (await desk.webhook())["disabled_because"] == "nothing could be delivered for three days"
    (event,) = await desk.stage.published(WebhookDisabled)
    assert str(event.webhook_id) == desk.id
    assert event.created_by is not None
    (told,) = await desk.stage.rows("SELECT kind, capability FROM souk.live_message")
    assert (told["kind"], told["capability"]) == ("webhook.disabled", "souk:see-webhooks")
    await desk.sell()
    assert [row["state"] for row in await desk.deliveries()] == ["given_up"]


async def test_one_that_says_gone_is_switched_off_at_once_and_can_be_switched_on_again(desk: Desk):
    desk.receiver.says(410)
    await desk.sell()
    await desk.attempt()
    assert (await desk.webhook())["disabled_at"] is not None
    assert (await desk.request("POST", f"/{desk.id}/enable")).status_code == 204
    assert (await desk.request("POST", f"/{desk.id}/enable")).status_code == 409
    desk.receiver.says(200)
    (delivery,) = await desk.deliveries()
    assert (await desk.request("POST", f"/deliveries/{delivery['id']}/redeliver")).status_code == 202
    await desk.attempt()
    assert (await desk.deliveries())[0]["state"] == "delivered"


async def test_a_receiver_that_says_nothing_is_not_waited_for(stage: Stage, desk: Desk):
    desk.receiver.answer = b""
    await desk.sell()
    await desk.attempt()
    (attempt,) = await stage.rows("SELECT * FROM souk.webhook_attempt")
    assert (attempt["status"], attempt["error"] != "") == (None, True)


async def test_two_who_try_at_once_write_one_attempt(desk: Desk):
    await desk.sell()
    job = (await desk.stage.rows("SELECT arguments FROM souk.job"))[0]["arguments"]
    await desk.attempt()
    await desk.stage.owner(f"UPDATE souk.job SET state = 'waiting', arguments = '{json.dumps(job)}'")  # noqa: S608
    await desk.attempt()
    assert len(desk.receiver.heard) == 1


async def test_the_log_is_seen_with_each_attempt_and_page_by_page(desk: Desk):
    for _ in range(3):
        await desk.sell()
    await desk.attempt()
    first = (await desk.request("GET", f"/{desk.id}/deliveries?limit=2")).json()
    second = (
        await desk.request("GET", f"/{desk.id}/deliveries", params={"cursor": first["nextCursor"]})
    ).json()
    ids = [item["id"] for item in first["items"] + second["items"]]
    assert (len(ids), len(set(ids)), second["nextCursor"]) == (3, 3, None)
    assert first["items"][0]["attempts"][0]["status"] == 200
    assert first["items"][0]["payload"]["type"] == "users.sold.v1"
