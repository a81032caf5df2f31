"""Looks a live shop over: servers, versions, and what waits longer than it should."""

from collections.abc import AsyncIterator, Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from souk.configuration import DatabaseSettings
from souk.database.addresses import owner_address
from souk.database.migrations import State
from souk.database.transactions import committing
from souk.messages import SYSTEM, Context
from souk.modules import Finding
from souk.runtime import Runtime

PATIENCE_SECONDS = 30
LATE = text("""
    SELECT (SELECT count(*) FROM souk.delivery
            WHERE published_at < clock_timestamp() - make_interval(secs => :patience))
         + (SELECT count(*) FROM souk.held_delivery JOIN souk.hold USING (subscriber, key)
            WHERE until < clock_timestamp() - make_interval(secs => :patience))
""")
IDLE = text("""
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND state = 'idle in transaction'
        AND state_change < clock_timestamp() - interval '5 seconds'
""")


async def diagnose(runtime: Runtime, states: Sequence[State]) -> list[Finding]:
    """Return every finding; a server that is away is a finding too."""
    found = [_migrated(state) for state in states]
    found.append(await _valkey(runtime))
    engine = create_async_engine(owner_address(runtime.configuration[DatabaseSettings].url))
    try:
        async with engine.connect() as connection:
            late = await connection.scalar(LATE, {"patience": PATIENCE_SECONDS})
            idle = await connection.scalar(IDLE)
    finally:
        await engine.dispose()
    found.append(
        Finding(
            check="events that wait without a reason",
            well=late == 0,
            figure=f"{late} for more than {PATIENCE_SECONDS} s",
            remedy="Is a worker running? `souk worker` starts one; its log tells why deliveries fail.",
        )
    )
    found.append(
        Finding(
            check="transactions left open",
            well=idle == 0,
            figure=f"{idle} idle for more than 5 s",
            remedy="Somebody holds a transaction open: SELECT * FROM pg_stat_activity shows who.",
        )
    )
    return found + [finding async for finding in _of_modules(runtime)]


async def _of_modules(runtime: Runtime) -> AsyncIterator[Finding]:
    """Let each module look its own books over; one that cannot is a finding too."""
    context = Context(actor=SYSTEM, caller="doctor", reason="souk doctor")
    for module in runtime.registry.modules.values():
        for examine in module.examinations:
            transaction = runtime.switchboard.transaction(module.name, context, reads=True)
            try:
                async with committing(transaction) as tx:
                    yield await examine(tx)
            except Exception as error:  # noqa: BLE001 - whatever keeps it from looking is the finding
                name = f"{module.name}: {getattr(examine, '__name__', 'a look at its books')}"
                yield Finding(check=name, well=False, figure=f"{type(error).__name__}: {error}")


def _migrated(state: State) -> Finding:
    return Finding(
        check=f"schema {state.module}",
        well=state.pending == 0,
        figure=f"at {state.current or 'nothing'}, {state.pending} pending",
        remedy="Run `souk migrate`.",
    )


async def _valkey(runtime: Runtime) -> Finding:
    try:
        await runtime.valkey_answers()
    except Exception as error:  # noqa: BLE001 - whatever keeps it from answering is the finding
        return Finding(
            check="Valkey",
            well=False,
            figure=f"{type(error).__name__}: {error}",
            remedy="The shop works without it, slower; start it or mend SOUK_VALKEY_URL.",
        )
    return Finding(check="Valkey", well=True, figure="answers")
