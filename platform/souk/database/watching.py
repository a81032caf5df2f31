"""Watches what a pool sends: the time of each statement for Prometheus, and a span of it within a trace."""

import re
import time
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from opentelemetry.trace import Span
from sqlalchemy import Connection, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.ext.asyncio import AsyncEngine

from souk.database.occupancy import CONNECTIONS
from souk.observability.metrics import Meters
from souk.observability.tracing import SENT, TRACER, is_traced, say_failed

STATEMENTS = Meters("souk_sql_statement", "SQL statements sent", ("module",), "outcome")
UNDER_WAY = "souk: the statement under way"
Sent = tuple[float, Span | None]
Listener = Callable[[str, str, object], None]
LISTENERS: list[Listener] = []
"""Whoever wants to know of each round trip: its module, what is said, and with which values."""
LONGEST = 2_000
CALLED = re.compile(r"\s*SELECT\s+(souk\.\w+)\(", re.IGNORECASE)
VERB = re.compile(r"\s*(\w+)")
QUALIFIED = re.compile(r"\b(?:FROM|INTO|UPDATE|JOIN)\s+(?:ONLY\s+)?([a-z_]+\.\"?\w+)", re.IGNORECASE)
TABLE = re.compile(r"\b(?:FROM|INTO|UPDATE)\s+(?:ONLY\s+)?([a-z_][\w.\"]*)", re.IGNORECASE)


def watch(engine: AsyncEngine, module: str, *, limit: int) -> "Watch":
    """Watch an engine of that module, which opens so many connections at most."""
    CONNECTIONS.of(module, engine.sync_engine, limit)
    watching = watch_of(module)
    event.listen(engine.sync_engine, "before_cursor_execute", watching.before)
    event.listen(engine.sync_engine, "after_cursor_execute", watching.after)
    event.listen(engine.sync_engine, "handle_error", watching.failed)
    return watching


@cache
def watch_of(module: str) -> "Watch":
    return Watch(module)


class Watch:
    """A connection sends one statement at a time, so that is where its start is kept."""

    __slots__ = ("_meter", "_module")

    def __init__(self, module: str) -> None:
        self._module = module
        self._meter = STATEMENTS.of(module)

    def before(self, connection: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        connection.info[UNDER_WAY] = self.sent(statement, parameters)

    def after(self, connection: Connection, *_: Any) -> None:
        self._end(connection, None)

    def failed(self, context: ExceptionContext) -> None:
        if context.connection is not None and not context.connection.invalidated:
            self._end(context.connection, context.original_exception)

    def _end(self, connection: Connection, failure: BaseException | None) -> None:
        sent: Sent | None = connection.info.pop(UNDER_WAY, None)
        if sent is not None:
            self.answered(sent, failure)

    def sent(self, statement: str, parameters: object) -> Sent:
        """Note that a statement goes off."""
        for listener in LISTENERS:
            listener(self._module, statement, parameters)
        return time.perf_counter(), self._span(statement) if is_traced() else None

    def answered(self, sent: Sent, failure: BaseException | None) -> None:
        """Note what became of it."""
        started, traced = sent
        self._meter.count("failed" if failure else "ok", time.perf_counter() - started)
        if traced is not None:
            if failure is not None:
                say_failed(traced, failure)
            traced.end()

    def _span(self, statement: str) -> Span:
        """Values are bound, never part of the text: it may be shown."""
        attributes = {
            "db.system.name": "postgresql",
            "db.query.text": statement[:LONGEST],
            "souk.module": self._module,
        }
        return TRACER.start_span(name_of(statement), kind=SENT, attributes=attributes)


@lru_cache(maxsize=2048)
def name_of(statement: str) -> str:
    """Return what stands for a statement in a trace: `UPDATE orders.order`."""
    called = CALLED.match(statement)
    if called:
        return called[1]
    verb, table = VERB.match(statement), QUALIFIED.search(statement) or TABLE.search(statement)
    words = [verb[1].upper() if verb else "SQL", table[1].replace('"', "") if table else ""]
    return " ".join(words).strip()
