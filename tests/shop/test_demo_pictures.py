"""The pictures of the demo's goods."""

from typing import Any

import httpx
import pytest

from shop.demo_pictures import demo_endpoints
from shop.seeding import seed
from shop.web import web_application
from souk.configuration import PLATFORM_SECTIONS, load
from souk.testing import Stage

SAFE = {
    "environment": "production",
    "secret": "thirty-two characters or more of secret",
    "web.allowed_hosts": ["shop.example"],
    "web.public_url": "https://shop.example",
    "mail.smtp_host": "mail.lamps.shop",
    "mail.sender": "hello@lamps.shop",
}


@pytest.fixture
async def client(stage: Stage):
    app: Any = web_application(stage.runtime)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://shop.test") as opened:
        yield opened


async def test_are_where_the_products_say(stage: Stage, client):
    await seed(stage.runtime, 3, lambda _: None)
    for item in (await client.get("/api/products")).json()["items"]:
        picture = await client.get(item["imageUrl"])
        assert picture.status_code == 200
        assert picture.headers["content-type"] == "image/svg+xml"
        assert picture.headers["cache-control"] == "public, max-age=3600"
        assert picture.text.startswith("<svg")


async def test_are_svg_and_nothing_else(client):
    assert (await client.get("/demo/pictures/headphones")).status_code == 404
    assert (await client.get("/demo/pictures/headphones.png")).status_code == 404


async def test_a_name_from_outside_stays_text(client):
    picture = await client.get("/demo/pictures/%3Cscript%3Ealert(1)%3C%2Fscript%3E.svg")
    assert "<script" not in picture.text


def test_are_not_served_in_production():
    assert demo_endpoints(load(PLATFORM_SECTIONS, environment={}, overrides=SAFE)) == []
