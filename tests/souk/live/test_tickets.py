"""A ticket opens one stream, once, for half a minute, and no longer than its token would."""

import pytest

from souk.live.tickets import OpenTicket, UseTicket
from souk.testing import Stage, customer
from souk.testing.authentication import TestAuthenticator
from tests.souk.live.conftest import Live

ANN = customer()


async def ticket_of(stage: Stage) -> str:
    async with stage.client(ANN) as client:
        answer = await client.post("/api/notifications/ticket")
    assert answer.status_code == 201
    assert answer.json()["expiresIn"] == 30
    assert answer.headers["cache-control"] == "no-store"
    return str(answer.json()["ticket"])


async def test_opens_the_stream_of_whoever_it_was_given_to(live: Live):
    reader = await live.read(None, f"?ticket={await ticket_of(live.stage)}")
    await live.ring(ANN, 1)
    await reader.next("bell.rung")


async def test_is_used_up_by_the_first_use(live: Live):
    ticket = await ticket_of(live.stage)
    await live.read(None, f"?ticket={ticket}")
    assert (await live.read(None, f"?ticket={ticket}")).status == 401


async def test_is_worth_nothing_after_half_a_minute(live: Live):
    ticket = await ticket_of(live.stage)
    await live.stage.owner("UPDATE souk.live_ticket SET until = until - interval '31 seconds'")
    assert (await live.read(None, f"?ticket={ticket}")).status == 401


@pytest.mark.parametrize("ticket", ["nothing", "%00", "a" * 101])
async def test_one_that_was_never_given_opens_nothing(live: Live, ticket: str):
    assert (await live.read(None, f"?ticket={ticket}")).status in {400, 401}


async def test_a_stream_opened_with_one_ends_when_its_token_does(live: Live):
    reader = await live.read(None, f"?ticket={await ticket_of(live.stage)}")
    live.throw_out(ANN)
    await reader.next("end")


async def test_the_table_gives_neither_tickets_nor_tokens_away(stage: Stage):
    token = TestAuthenticator.token(ANN)
    ticket = await stage.do(OpenTicket(token=token))
    (row,) = await stage.rows("SELECT * FROM souk.live_ticket")
    stored = bytes(row["digest"]) + bytes(row["sealed"])
    assert ticket.encode() not in stored
    assert token.encode() not in stored
    assert await stage.do(UseTicket(ticket=ticket)) == token


async def test_needs_somebody_who_is_signed_in(stage: Stage):
    async with stage.client() as client:
        assert (await client.post("/api/notifications/ticket")).status_code == 401
