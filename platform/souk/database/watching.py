"""Watches what a pool sends: the time of each statement for Prometheus, and a span of it within a trace."""

import re
import time
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, NamedTuple

from opentelemetry.trace import Span
from sqlalchemy import Connection, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.ext.asyncio import AsyncEngine

from souk.database.occupancy import CONNECTIONS
from souk.observability.metrics import Meters
from souk.observability.tracing import SENT, TRACER, is_traced, say_failed

STATEMENTS = Meters("souk_sql_statement", "SQL statements sent", ("module",), "outcome")
UNDER_WAY = "souk: the statement under way"
LISTENERS: list[Callable[[str, str, object], None]] = []
"""Whoever wants to know of every round trip, COMMIT included: its module, what is said, with which values."""
LONGEST = 2_000
CALLED = re.compile(r"\s*SELECT\s+(souk\.\w+)\(", re.IGNORECASE)
VERB = re.compile(r"\s*(\w+)")
QUALIFIED = re.compile(r"\b(?:FROM|INTO|UPDATE|JOIN)\s+(?:ONLY\s+)?([a-z_]+\.\"?\w+)", re.IGNORECASE)
TABLE = re.compile(r"\b(?:FROM|INTO|UPDATE)\s+(?:ONLY\s+)?([a-z_][\w.\"]*)", re.IGNORECASE)


class Begun(NamedTuple):
    """A statement under way."""

    at: float
    traced: Span | None


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

    def begin(self, statement: str, parameters: Any) -> Begun:
        for listener in LISTENERS:
            listener(self._module, statement, parameters)
        return Begun(time.perf_counter(), self._span(statement) if is_traced() else None)

    def end(self, begun: Begun, failure: BaseException | None) -> None:
        self._meter.count("failed" if failure else "ok", time.perf_counter() - begun.at)
        if begun.traced is not None:
            if failure is not None:
                say_failed(begun.traced, failure)
            begun.traced.end()

    def before(self, connection: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        connection.info[UNDER_WAY] = self.begin(statement, parameters)

    def after(self, connection: Connection, *_: Any) -> None:
        self._ended(connection, None)

    def failed(self, context: ExceptionContext) -> None:
        if context.connection is not None and not context.connection.invalidated:
            self._ended(context.connection, context.original_exception)

    def _ended(self, connection: Connection, failure: BaseException | None) -> None:
        begun: Begun | None = connection.info.pop(UNDER_WAY, None)
        if begun is not None:
            self.end(begun, failure)

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
