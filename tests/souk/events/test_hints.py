"""Hints make delivery fast, inside a process and between processes; nothing depends on them."""

import os
import time
from pathlib import Path

from souk.embedded import EmbeddedValkey
from souk.modules import hears
from souk.runtime import Runtime
from tests.souk.events.conftest import VALKEY, Works, until
from tests.souk.events.toys import note

SELDOM = {"events.poll_seconds": 600.0, "events.lease_seconds": 30.0}


async def test_a_commit_in_this_process_is_looked_for_at_once(works: Works):
    runtime = await works.running(hears(note), **SELDOM)
    await works.count(runtime, ["a"], 1)
    await until(works.nothing_pending, seconds=5)


async def test_a_commit_in_another_process_is_looked_for_at_once(works: Works):
    valkey = {"valkey.url": os.environ[VALKEY]}
    await works.running(hears(note), **SELDOM, **valkey)
    publisher = works.runtime(hears(note), **valkey)
    await works.count(publisher, ["a"], 1)
    await until(works.nothing_pending, seconds=5)


async def test_without_valkey_polling_finds_what_another_process_committed(works: Works):
    nowhere = {"valkey.url": "unix:///nowhere/valkey.sock"}
    await works.running(hears(note), **nowhere)
    publisher = works.runtime(hears(note), **nowhere)
    await works.count(publisher, ["a", "b"], 10)
    await until(works.nothing_pending)
    assert await works.ledger() == {"a": list(range(1, 11)), "b": list(range(1, 11))}


async def test_a_dead_valkey_delays_no_commit(works: Works):
    publisher = works.runtime(hears(note), **{"valkey.url": "redis://192.0.2.1:6379/0"})
    since = time.monotonic()
    await works.count(publisher, ["a"], 10)
    assert time.monotonic() - since < 5


async def test_hints_come_back_with_valkey(works: Works, tmp_path: Path):
    valkey = EmbeddedValkey(tmp_path / "valkey")
    settings = {**SELDOM, "valkey.url": valkey.url}
    runtime = await works.running(hears(note), **settings)
    publisher = works.runtime(hears(note), **settings)
    await works.count(publisher, ["a"], 1)
    valkey.start()
    try:
        await until(lambda: _arrives(works, publisher))
    finally:
        await runtime.close()
        valkey.stop()


async def _arrives(works: Works, publisher: Runtime) -> bool:
    """Publish once more, and see whether this hint gets through; the first ones were lost with Valkey."""
    await works.count(publisher, ["b"], 1)
    try:
        return await until(works.nothing_pending, seconds=0.5)
    except AssertionError:
        return False
