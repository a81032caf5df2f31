"""Leaving the shop for good."""

import asyncio

import pytest

from modules.users.contracts.commands import AppointAdministrator
from modules.users.contracts.events import UserErased
from modules.users.contracts.queries import PersonCard
from modules.users.domain.roles import LastAdministrator
from modules.users.erase_me.handler import EraseMe
from modules.users.log_in.handler import LogIn
from modules.users.register.handler import Register
from souk.kernel import NotFound
from souk.messages import SYSTEM
from souk.testing import Stage, customer
from tests.users.address_book import written
from tests.users.people import bearer, cookie

NAME = "Zebulon"
PLANTED = Register(
    email="zebulon@planted.example", password="correct horse", first_name=NAME, last_name="Quixwood"
)
TRACES = ("zebulon", "quixwood", "planted.example", "hidden lane", "198.51.100.7")
TABLES = """
SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
"""


async def places_of_traces(stage: Stage) -> list[str]:
    """Search every table of every schema, events and jobs included, for anything personal."""
    found = []
    for table in await stage.rows(TABLES):
        rows = await stage.rows(f"SELECT t::text AS row FROM {table['name']} t")  # noqa: S608
        found += [table["name"] for row in rows for trace in TRACES if trace in row["row"].lower()]
    return found


async def test_leaves_no_trace_in_any_schema_events_and_jobs_included(stage: Stage):
    person = customer((await stage.do(PLANTED)).id)
    async with stage.client() as client:
        body = {"email": PLANTED.email, "password": PLANTED.password}
        headers = {"user-agent": f"{NAME}s phone", "x-forwarded-for": "198.51.100.7"}
        await client.post("/api/users/login", json=body, headers=headers)
        await client.post("/api/users/login", json=body | {"password": "wrong"})
        await client.post("/api/users/password-reset", json={"email": PLANTED.email})
    await written(stage, person, street="5 Hidden Lane")
    await stage.work()
    before = set(await places_of_traces(stage))
    assert {"users.account", "users.address", "users.session", "users.kept_mail"} <= before
    async with stage.client(person) as client:
        assert (await client.delete("/api/users/me")).status_code == 204
    await stage.work()
    assert await places_of_traces(stage) == []
    assert [event.user_id for event in await stage.published(UserErased)] == [person.id]


async def test_events_and_jobs_never_held_anything_personal_to_begin_with(stage: Stage):
    await stage.do(PLANTED)
    await stage.work()
    places = await places_of_traces(stage)
    assert [place for place in places if place.startswith("souk.")] == []


async def test_the_sessions_end_and_nobody_signs_in_again(stage: Stage):
    person = customer((await stage.do(PLANTED)).id)
    granted = await stage.do(LogIn(email=PLANTED.email, password=PLANTED.password))
    async with stage.client() as client:
        await client.delete("/api/users/me", headers=bearer(granted))
        me = await client.get("/api/users/me", headers=bearer(granted))
        refreshed = await client.post("/api/users/refresh", headers=cookie(granted.refresh_token))
        body = {"email": PLANTED.email, "password": PLANTED.password}
        signed_in = await client.post("/api/users/login", json=body)
    assert [me.status_code, refreshed.status_code, signed_in.status_code] == [401, 401, 401]
    assert person.id is not None
    with pytest.raises(NotFound):
        await stage.ask(PersonCard(person_id=person.id))


async def test_the_address_is_free_for_another_account(stage: Stage):
    first = customer((await stage.do(PLANTED)).id)
    await stage.do(EraseMe(), first)
    assert (await stage.do(PLANTED)).id != first.id


async def test_a_mail_that_was_still_to_be_sent_is_sent_to_nobody(stage: Stage):
    person = customer((await stage.do(PLANTED)).id)
    await stage.settle()
    await stage.do(EraseMe(), person)
    await stage.work()
    told = await stage.rows("SELECT delivery, reason FROM users.notification")
    assert [(row["delivery"], row["reason"]) for row in told] == [("refused", "nobody is there to be told")]


async def test_the_last_administrator_stays_even_if_two_leave_at_once(stage: Stage):
    ids = [
        await stage.do(AppointAdministrator(email=f"boss{n}@example.com", password="correct horse"), SYSTEM)
        for n in range(3)
    ]
    leaving = [stage.do(EraseMe(), customer(id)) for id in ids]
    outcomes = await asyncio.gather(*leaving, return_exceptions=True)
    assert sum(isinstance(outcome, LastAdministrator) for outcome in outcomes) == 1
