"""Every statement is timed, and has a span within a trace that says what was sent, but no value of it."""

import gc
import os
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from opentelemetry.trace import SpanKind, StatusCode
from prometheus_client import generate_latest
from sqlalchemy import exc, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from souk.database.addresses import owner_address
from souk.database.watching import name_of, watch
from souk.observability.metrics import METRICS
from souk.observability.tracing import span
from souk.testing.servers import POSTGRES, TestServers
from souk.testing.spans import kept_spans

TYPED = {"word": "a-canary"}
GREETING = text("SELECT datname, CAST(:word AS text) FROM pg_database")
MISTAKE = text("UPDATE pg_nothing SET word = :word")


@pytest_asyncio.fixture
async def engine(servers: TestServers, request: pytest.FixtureRequest) -> AsyncIterator[AsyncEngine]:
    address = owner_address(os.environ[POSTGRES])
    opened = create_async_engine(address, pool_size=2, max_overflow=1, hide_parameters=True)
    watch(opened, request.node.name, limit=3)
    yield opened
    await opened.dispose()


def shown(request: pytest.FixtureRequest, name: str, **labels: str) -> float:
    return METRICS.get_sample_value(name, {"module": request.node.name, **labels}) or 0.0


async def test_times_what_succeeds_and_what_fails(engine: AsyncEngine, request: pytest.FixtureRequest):
    async with engine.connect() as connection:
        await connection.execute(GREETING, TYPED)
        with pytest.raises(exc.ProgrammingError):
            await connection.execute(MISTAKE, TYPED)
        assert shown(request, "souk_database_connections", state="used") == 1
    assert shown(request, "souk_sql_statements_total", outcome="failed") == 1
    assert shown(request, "souk_sql_statements_total", outcome="ok") >= 1
    assert shown(request, "souk_sql_statement_seconds_sum") > 0
    assert shown(request, "souk_database_connections", state="used") == 0
    assert shown(request, "souk_database_connections_limit") == 3
    assert "a-canary" not in generate_latest(METRICS).decode()


async def test_a_statement_within_a_trace_is_a_span_without_its_values(engine: AsyncEngine):
    async with engine.connect() as connection:
        with kept_spans() as kept:
            await connection.execute(GREETING, TYPED)  # no trace: no span
            with span("work"):
                await connection.execute(GREETING, TYPED)
                with pytest.raises(exc.ProgrammingError):
                    await connection.execute(MISTAKE, TYPED)
    asked, failed, work = kept.get_finished_spans()
    assert (asked.name, asked.kind) == ("SELECT pg_database", SpanKind.CLIENT)
    assert (failed.name, failed.status.status_code) == ("UPDATE pg_nothing", StatusCode.ERROR)
    assert asked.parent == work.context
    assert "SELECT datname, CAST(" in str(asked.attributes)
    assert "a-canary" not in "".join(each.to_json() for each in (asked, failed))


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ('SELECT orders."order".id FROM orders."order"', "SELECT orders.order"),
        ("WITH w AS (SELECT * FROM unnest(%s)) UPDATE catalog.stock SET x = 1 FROM w", "WITH catalog.stock"),
        ("SELECT souk.write_outbox(%(events)s)", "souk.write_outbox"),
        ("SELECT 1", "SELECT"),
    ],
)
def test_a_statement_is_named_by_what_it_does_to_which_table(statement: str, name: str):
    assert name_of(statement) == name


async def test_a_pool_that_is_gone_is_shown_no_more(engine: AsyncEngine, request: pytest.FixtureRequest):
    other = create_async_engine(engine.url)
    watch(other, "gone", limit=1)
    del other
    gc.collect()  # engines hold themselves in circles
    assert METRICS.get_sample_value("souk_database_connections_limit", {"module": "gone"}) is None
    assert shown(request, "souk_database_connections_limit") == 3
