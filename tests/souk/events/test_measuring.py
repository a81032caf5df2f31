"""What Prometheus and the log learn of deliveries."""

import structlog
from prometheus_client import generate_latest
from structlog.testing import LogCapture

from souk.configuration import DatabaseSettings
from souk.database import Transaction
from souk.events.measuring import measure
from souk.events.store import EventStore
from souk.messages import Context
from souk.modules import hears
from souk.observability.metrics import METRICS
from souk.testing.servers import SECRET
from tests.souk.events.conftest import Works, until
from tests.souk.events.toys import Counted, note

TRACE = "0af7651916cd43dd8448eb211c80319c"


async def broken(tx: Transaction, event: Counted) -> None:
    raise ValueError("not in this mood")


def shown() -> list[str]:
    return generate_latest(METRICS).decode().splitlines()


async def test_tells_who_is_behind_and_since_when(works: Works):
    runtime = await works.running(hears(broken, attempts=1))
    await works.count(runtime, ["a", "b"], 1)
    await until(works.desk.dead_letters)
    idle = works.runtime(hears(broken, attempts=1), hears(note))
    await idle.dispatcher.subscribe()
    await works.count(runtime, ["c"], 1)
    await until(lambda: _dead(works, 3))
    store = EventStore(runtime.configuration[DatabaseSettings], SECRET, queue=False)
    await measure(store)
    lines = shown()  # with no wait in between: the runtime measures too, and what it saw may be older
    await store.close()
    assert 'souk_events_pending{subscriber="users.note"} 1.0' in lines
    assert 'souk_events_dead_letters{subscriber="users.broken"} 3.0' in lines
    assert 'souk_events_held_keys{subscriber="users.broken"} 3.0' in lines
    assert 'souk_events_workers{subscriber="users.broken"} 1.0' in lines
    assert 'souk_events_workers{subscriber="users.note"} 0.0' in lines
    (oldest,) = (
        line for line in lines if line.startswith('souk_events_oldest_pending_seconds{subscriber="users.n')
    )
    assert 0 < float(oldest.split()[1]) < 60


async def test_counts_attempts_by_their_outcome(works: Works):
    async def counted_once(tx: Transaction, event: Counted) -> None:
        await note(tx, event)

    runtime = await works.running(hears(counted_once))
    await works.count(runtime, ["a"], 3)
    await until(works.nothing_pending)
    await until(
        lambda: _is_counted('souk_handled_events_total{outcome="done",subscriber="users.counted_once"} 3.0')
    )


async def test_a_failure_is_one_line_with_the_event_and_its_trace(works: Works):
    lines = LogCapture()
    before = structlog.get_config()
    structlog.configure(
        processors=[lines], wrapper_class=structlog.BoundLogger, cache_logger_on_first_use=False
    )
    try:
        runtime = await works.running(hears(broken, attempts=1))
        context = Context(request_id="request-7", traceparent=f"00-{TRACE}-b7ad6b7169203331-01")
        await works.publish(runtime, Counted(key="a", number=1), context=context)
        (letter,) = await until(works.desk.dead_letters)
        (line,) = await until(lambda: _said(lines))
    finally:
        structlog.configure(**before)
    assert line["event"] == "event is a dead letter"
    assert (line["event_id"], line["event_type"]) == (str(letter.event_id), "users.counted.v1")
    assert (line["subscriber"], line["module"]) == ("users.broken", "users")
    assert (line["request_id"], line["trace_id"]) == ("request-7", TRACE)
    assert (line["attempts"], line["reason"]) == (1, "ValueError: not in this mood")


async def _dead(works: Works, letters: int) -> bool:
    return len(await works.desk.dead_letters()) == letters


async def _is_counted(line: str) -> bool:
    return line in shown()


async def _said(lines: LogCapture) -> list[dict[str, object]]:
    return [dict(entry) for entry in lines.entries if "event_id" in entry]
