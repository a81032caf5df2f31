"""What the pipeline costs: a query contract whose handler does no SQL, asked in process.

Run: python bench/bus.py [rounds]. Budgets: below 50 µs with tracing off, below 100 µs with it on.
"""

import sys
import time
from collections.abc import Awaitable, Callable, Sequence

import uvloop
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from sqlalchemy import MetaData
from stand import Figure, show

from souk.bus import Bus
from souk.configuration import PLATFORM_SECTIONS, load
from souk.database import Transaction
from souk.kernel import Value
from souk.messages import Context, Query
from souk.modules import Module, Registry, handles
from souk.observability.tracing import turn_on
from souk.runtime import Runtime, settle_memory

ASKS = 5_000
BUDGETS = {"off": 50.0, "on": 100.0}


class VariantPrice(Value):
    sku: str
    minor: int
    currency: str


class PriceOf(Query[VariantPrice]):
    sku: str


async def price_of(_: Transaction, query: PriceOf) -> VariantPrice:
    return VariantPrice(sku=query.sku, minor=59999, currency="EUR")


class Nowhere(SpanExporter):
    def export(self, _: Sequence[ReadableSpan]) -> SpanExportResult:
        return SpanExportResult.SUCCESS


async def microseconds(ask: Callable[[], Awaitable[object]]) -> float:
    started = time.perf_counter()
    for _ in range(ASKS):
        await ask()
    return (time.perf_counter() - started) / ASKS * 1e6


async def measured(rounds: int) -> dict[str, list[float]]:
    module = Module(name="bench", summary="One query.", tables=MetaData(), handlers=[handles(price_of)])
    overrides = {"database.url": "postgresql://nobody@localhost/never_connected"}
    overrides |= {"environment": "production", "secret": "x" * 40, "web.public_url": "https://bench"}
    overrides |= {
        "web.allowed_hosts": ["bench"],
        "mail.smtp_host": "bench",
        "mail.sender": "hello@lamps.shop",
    }
    runtime = Runtime(Registry([module]), load(PLATFORM_SECTIONS, environment={}, overrides=overrides))
    bus = Bus(runtime.switchboard, Context(reason="bench"))
    settle_memory()
    times: dict[str, list[float]] = {"off": [], "on": []}
    for tracing, found in times.items():
        if tracing == "on":
            provider = TracerProvider()
            provider.add_span_processor(BatchSpanProcessor(Nowhere()))
            trace.set_tracer_provider(provider)
            turn_on()
        for turn in range(rounds + 1):
            each = await microseconds(lambda: bus.ask(PriceOf(sku="SKU-1")))
            if turn:
                found.append(each)
    await runtime.close()
    return times


def main(rounds: int = 5) -> None:
    show(
        [
            Figure(f"a query in process, tracing {tracing}", times, "µs", BUDGETS[tracing], at_least=False)
            for tracing, times in uvloop.run(measured(rounds)).items()
        ]
    )


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
