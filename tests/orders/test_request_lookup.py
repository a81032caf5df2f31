"""Asking for a code."""

import re

from modules.users.contracts.commands import NotifyUser
from souk.testing import Stage, customer

LOOKUP = "/api/orders/lookup"


async def test_sends_a_code_to_the_address_of_the_order(stage: Stage, ordering):
    order = await ordering()
    async with stage.client() as client:
        answer = await client.post(LOOKUP, json={"number": order.number, "email": "Guest@Example.com"})
    assert (answer.status_code, answer.content) == (202, b"")
    await stage.settle()
    (sent,) = stage.received(NotifyUser)
    assert (sent.template, sent.email, sent.order_id) == (
        "orders.lookup_code",
        "guest@example.com",
        order.order_id,
    )
    assert re.fullmatch("[0-9]{8}", sent.values["code"])


async def test_says_the_same_and_sends_nothing_where_there_is_no_such_order(stage: Stage, ordering):
    theirs = await ordering(actor=customer())
    order = await ordering()
    wrong = [
        {"number": "SO-2026-999999", "email": "guest@example.com"},
        {"number": order.number, "email": "somebody@example.com"},
        {"number": theirs.number, "email": "guest@example.com"},
    ]
    async with stage.client() as client:
        answers = [await client.post(LOOKUP, json=body) for body in wrong]
    assert [(answer.status_code, answer.content) for answer in answers] == [(202, b"")] * 3
    await stage.settle()
    assert stage.received(NotifyUser) == []


async def test_fills_nobodys_mailbox(stage: Stage, ordering):
    order = await ordering()
    async with stage.client() as client:
        for _ in range(8):
            await client.post(LOOKUP, json={"number": order.number, "email": "guest@example.com"})
    await stage.settle()
    assert len(stage.received(NotifyUser)) == 5
