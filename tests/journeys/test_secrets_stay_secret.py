"""Planted secrets never appear in a log line, a trace, an event, a job, a tracked step or a metric."""

import re
from uuid import uuid4

import httpx

from tests.journeys.open_shop import ADDRESS, DONE, Shop, order, reaches, until

CARD = "4242424242424242"
WRITTEN = ["event", "job", "job_attempt", "dead_letter", "held_delivery", "hold", "workflow_step"]
LINK = re.compile(r"token=([A-Za-z0-9_\-]{64})")


def mailed_link(shop: Shop, email: str) -> str:
    mail = f"SELECT text FROM users.kept_mail WHERE recipient = '{email}' AND text LIKE '%token=%'"  # noqa: S608
    until(lambda: shop.rows(mail))
    found = LINK.search(str(shop.rows(mail)[0][0]))
    assert found
    return found[1]


def refuse_card(guest: httpx.Client, phone: str, email: str) -> None:
    """Pay with a card number where a token belongs."""
    card = {"items": [{"productId": phone, "quantity": 1}], "shippingAddress": ADDRESS}
    refused = guest.post(
        "/api/orders",
        json=card | {"paymentMethod": "credit_card", "paymentToken": CARD, "email": email},
        headers={"Idempotency-Key": "card"},
    )
    assert refused.status_code in {400, 422}
    assert CARD not in refused.text


def spend(shop: Shop, guest: httpx.Client, phone: str) -> dict[str, str]:
    """Use a secret of every kind, rightly and wrongly, and return them all."""
    mark = uuid4().hex
    email, password = f"{mark}@example.com", f"right-{mark}"
    me = {"email": email, "password": password, "firstName": "Ann", "lastName": f"Lee-{mark}"}
    assert guest.post("/api/users/register", json=me).status_code == 201
    assert guest.post("/api/users/register", json=me).status_code == 409
    wrong = {"email": email, "password": f"wrong-{mark}"}
    assert guest.post("/api/users/login", json=wrong).status_code == 401
    granted = guest.post("/api/users/login", json={"email": email, "password": password})
    access, refresh = granted.json()["accessToken"], granted.cookies["souk_refresh"]
    bearer = {"authorization": f"Bearer {access}"}
    forged = f"{access[:-8]}AAAAAAAA"
    assert guest.get("/api/users/me", headers={"authorization": f"Bearer {forged}"}).status_code == 401
    link = mailed_link(shop, email)
    verified = guest.post("/api/users/verify-email", json={"token": link, "password": password})
    assert verified.status_code == 204
    refuse_card(guest, phone, email)
    home = ADDRESS | {"street": f"7 {mark} Street"}
    placed = order(
        guest, phone, email=f"guest-{mark}@example.com", paymentToken=f"tok_{mark}", shippingAddress=home
    )
    assert guest.get("/api/users/me", headers=bearer).status_code == 200
    guest.headers["X-Guest-Token"] = placed["guestToken"]
    reaches(guest, placed, "PaymentFailed")
    again = {"paymentMethod": "credit_card", "paymentToken": "tok_ok"}
    key = {"Idempotency-Key": uuid4().hex}
    guest.post(f"/api/orders/{placed['orderId']}/pay", json=again, headers=key)
    reaches(guest, placed, DONE)
    assert guest.get(f"/api/users/nothing?token={link}").status_code == 404
    return {
        "password": password,
        "wrong password": wrong["password"],
        "access token": access,
        "its signature": access.rpartition(".")[2],
        "refresh token": refresh,
        "token in a link": link,
        "guest's token": placed["guestToken"],
        "payment token": f"tok_{mark}",
        "card number": CARD,
        "address": email,
        "guest's address": f"guest-{mark}@",
        "last name": f"Lee-{mark}",
        "street": f"{mark} Street",
    }


def test_security_45_planted_secrets_are_written_down_nowhere(shop: Shop, phone: str):
    with shop.client() as guest:
        secrets = spend(shop, guest, phone)
        mark = guest.get("/api/products", headers={"X-Request-Id": f"last-{uuid4().hex}"})
        metrics = guest.get("/metrics").text
    until(lambda: mark.headers["X-Request-Id"] in shop.log.read_text())
    until(lambda: "users.log_in" in shop.telemetry.everything())
    seen = len(shop.telemetry.everything())
    until(lambda: len(shop.telemetry.everything()) > seen)  # whatever was under way is exported by now
    written = {name: str(shop.rows(f"SELECT t::text FROM souk.{name} t")) for name in WRITTEN}  # noqa: S608
    assert "orders.order_placed" in written["event"]
    assert shop.telemetry.taken.keys() == {"/v1/traces", "/v1/metrics"}
    assert "souk_message_seconds" in shop.telemetry.everything()
    places = {
        **written,
        "log": shop.log.read_text(),
        "telemetry": shop.telemetry.everything(),
        "metrics": metrics,
    }
    found = [
        (kind, place) for kind, secret in secrets.items() for place, text in places.items() if secret in text
    ]
    assert found == []
