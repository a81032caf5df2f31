"""Looks a live shop over: servers, versions, and what waits longer than it should."""

from collections.abc import Sequence

from souk.database.migrations import State
from souk.examining.looking import examined
from souk.messages import SYSTEM, Context
from souk.modules import Finding
from souk.runtime import Runtime

CONTEXT = Context(actor=SYSTEM, caller="doctor", reason="souk doctor")


async def diagnose(runtime: Runtime, states: Sequence[State]) -> list[Finding]:
    """Return every finding; a server that is away is a finding too."""
    found = [_migrated(state) for state in states]
    found.append(await _valkey(runtime))
    return found + [each async for each in examined(runtime.registry, runtime.switchboard, CONTEXT)]


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
            figure=str(error) or type(error).__name__,
            remedy="The shop works without it, slower; start it or mend SOUK_VALKEY_URL.",
        )
    return Finding(check="Valkey", well=True, figure="answers")
