"""Looks a live shop over: servers, versions, and what waits longer than it should."""

from collections.abc import AsyncIterator, Sequence

from sqlalchemy.ext.asyncio import create_async_engine

from shop.leftovers import nothing_is_left_behind
from shop.undelivered import nothing_is_left_undelivered
from souk.configuration import DatabaseSettings
from souk.database.addresses import owner_address
from souk.database.migrations import State
from souk.database.transactions import committing
from souk.messages import SYSTEM, Context
from souk.modules import Finding
from souk.runtime import Runtime


async def diagnose(runtime: Runtime, states: Sequence[State]) -> list[Finding]:
    """Return every finding; a server that is away is a finding too."""
    found = [_migrated(state) for state in states]
    found.append(await _valkey(runtime))
    engine = create_async_engine(owner_address(runtime.configuration[DatabaseSettings].url))
    try:
        async with engine.connect() as connection:
            found.append(await nothing_is_left_undelivered(connection))
            found.append(await nothing_is_left_behind(connection))
    finally:
        await engine.dispose()
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
