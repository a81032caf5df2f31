"""Adding a product with something wrong in the body: the answer points at it."""

import pytest

from souk.testing import Stage
from tests.catalog.an_offer import BODY, EDITOR


@pytest.fixture(autouse=True)
async def audio(goods):
    return await goods.category("Audio")


def variant(**changes):
    return {"variants": [{**BODY["variants"][1], **changes}]}


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"name": " "}, "/name", "wrong_form"),
        ({"category": None}, "/category", "wrong_type"),
        ({"status": "retired"}, "/status", "not_allowed"),
        ({"ownerId": 1}, "/ownerId", "unknown_field"),
        (variant(sku="A B"), "/variants/0/sku", "wrong_form"),
        (variant(sku="AB\n"), "/variants/0/sku", "wrong_form"),
        (variant(price=-1), "/variants/0/price", "invalid_amount"),
        (variant(price="-0.01"), "/variants/0/price", "invalid_amount"),
        (variant(price="1e3"), "/variants/0/price", "invalid_amount"),
        (variant(price="NaN"), "/variants/0/price", "invalid_amount"),
        (variant(price=1.99999), "/variants/0/price", "invalid_amount"),
        (variant(price=True), "/variants/0/price", "invalid_amount"),
        (variant(currency="eur"), "/variants/0/currency", "wrong_form"),
        (variant(onHand=-1), "/variants/0/onHand", "out_of_range"),
        (variant(onHand=10**30), "/variants/0/onHand", "out_of_range"),
        (variant(reserved=1), "/variants/0/reserved", "unknown_field"),
        (variant(options={"colour": 1}), "/variants/0/options", "wrong_type"),
        ({"variants": BODY["variants"] * 51}, "/variants", "wrong_length"),
        ({"media": [{"url": "javascript:alert(1)", "alt": ""}]}, "/media/0/url", "wrong_form"),
        ({"media": [{"url": "//elsewhere.example/x", "alt": ""}]}, "/media/0/url", "wrong_form"),
        (
            {"attributes": [{"name": "brand", "kind": "number", "value": "x"}]},
            "/attributes/0/value",
            "wrong_type",
        ),
        (
            {"attributes": [{"name": "brand", "kind": "colour", "value": "x"}]},
            "/attributes/0/kind",
            "not_allowed",
        ),
        (
            {"attributes": [{"name": "a.b", "kind": "text", "value": "x"}]},
            "/attributes/0/name",
            "wrong_form",
        ),
    ],
)
async def test_refuses_a_malformed_body_and_names_the_field(stage: Stage, changes, pointer, code):
    async with stage.client(EDITOR) as client:
        answer = await client.post("/api/admin/products", json=BODY | changes)
    assert answer.status_code == 400
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [(pointer, code)]


async def test_refuses_more_decimals_than_the_currency_has(stage: Stage):
    async with stage.client(EDITOR) as client:
        body = BODY | variant(price=1.99, currency="JPY")
        answer = await client.post("/api/admin/products", json=body)
    assert answer.status_code == 400
