"""Publishing: one statement however much there is, and nobody can do it in another's name."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from souk.database.addresses import role_address
from souk.database.committing import committing
from souk.messages import Context, Event
from souk.modules import hears
from souk.runtime import Runtime
from souk.testing.servers import SECRET
from souk.testing.trips import trips_of
from tests.souk.events.conftest import Works
from tests.souk.events.toys import Counted, Keyless, note


@pytest.mark.parametrize("times", [1, 2, 200])
async def test_is_one_statement_however_many_events(works: Works, times: int):
    runtime = works.runtime(hears(note))
    await runtime.dispatcher.subscribe()
    with trips_of("users") as trips:
        await works.publish(runtime, *(Counted(key=f"key {n}", number=n) for n in range(times)))
    assert [trip.statement.split("(")[0] for trip in trips] == ["SELECT souk.write_outbox", "COMMIT"]
    assert await works.pending() == times


async def test_a_process_that_does_not_dispatch_publishes_only(works: Works):
    runtime = works.runtime(hears(note))
    await runtime.dispatcher.subscribe()
    await works.count(runtime, ["a"], 3)
    await runtime.close()
    assert await works.pending() == 3
    assert await works.rows("SELECT 1 FROM souk.worker") == []


async def test_an_event_without_a_key_waits_for_no_other(works: Works):
    runtime = works.runtime()
    await works.publish(runtime, *(Keyless(number=n) for n in range(50)))
    rows = await works.rows("SELECT key, id FROM souk.event")
    assert {row["key"] for row in rows} == {str(row["id"]) for row in rows}


def test_a_field_that_happens_to_be_called_key_orders_nothing():
    class Named(Event, wire="users.named.v1"):
        key: str

    assert Named(key="a").ordered_by == ""
    assert Counted(key="a", number=1).ordered_by == "a"


async def test_what_fails_at_the_very_commit_was_never_announced(works: Works):
    """A constraint that is looked at last: until then everything has gone well."""
    runtime = works.runtime(hears(note))
    await runtime.dispatcher.subscribe()
    await works.rows("CREATE TABLE users.last_word (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)")
    try:
        await works.rows("GRANT INSERT ON users.last_word TO souk_users")
        transaction = runtime.switchboard.transaction("users", Context())
        with pytest.raises(IntegrityError):
            async with committing(transaction) as tx:
                await tx.execute(text("INSERT INTO users.last_word VALUES (1), (1)"))
                tx.publish(Counted(key="a", number=1))
    finally:
        await works.rows("DROP TABLE users.last_word")
    assert await works.rows("SELECT 1 FROM souk.event") == []
    assert await works.pending() == 0


async def test_publishes_even_when_nobody_made_this_weeks_partition(works: Works):
    runtime = works.runtime(hears(note))
    (row,) = await works.rows("SELECT souk.partition_of(clock_timestamp()) AS name")
    await works.rows(f"DROP TABLE souk.{row['name']}")
    await works.count(runtime, ["a"], 1)
    assert len(await works.rows("SELECT 1 FROM souk.event")) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM souk.event",
        "SELECT * FROM souk.delivery",
        "DELETE FROM souk.hold",
        "SELECT * FROM souk.pending",
        "SELECT souk.lift_hold('users.note', 'a', gen_random_uuid())",
        "SELECT souk.make_partitions('1 day')",
    ],
)
async def test_a_module_reaches_the_tables_of_the_platform_through_its_functions_only(
    works: Works, statement: str
):
    with pytest.raises(DBAPIError, match="permission denied"):
        await _as_module(works.runtime(hears(note)), statement)


async def test_a_module_takes_no_delivery_of_another(works: Works):
    runtime = await works.running(hears(note))
    worker = runtime.dispatcher.worker
    await works.rows("INSERT INTO souk.lane VALUES ('catalog.other', 3, %s, NULL)", worker)
    await works.rows("INSERT INTO souk.delivery VALUES ('catalog.other', 3, 1, clock_timestamp(), 'a')")
    taken = await _as_module(
        runtime, f"SELECT souk.take_delivery('catalog.other', 3::smallint, 'a', 1, '{worker}', false)"
    )
    assert taken is False
    many = f"SELECT souk.take_deliveries('catalog.other', '{{3}}', '{{1}}', '{worker}')"
    assert await _as_module(runtime, many) == 0


async def test_the_dispatcher_touches_no_table_of_a_module(works: Works):
    address = role_address(works.url, "souk_dispatcher", SECRET)
    rows = await works.rows("SELECT has_schema_privilege('souk_dispatcher', 'users', 'USAGE') AS may")
    assert address.username == "souk_dispatcher"
    assert rows == [{"may": False}]


async def _as_module(runtime: Runtime, statement: str) -> object:
    transaction = runtime.switchboard.transaction("users", Context())
    try:
        return await transaction.scalar(text(statement))
    finally:
        await transaction.close(None)
