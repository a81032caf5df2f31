"""How long a process takes from nothing to its first answer, beside what the libraries alone take to load.

Run: python bench/first.py [rounds]. No server is needed: the first request asks for nothing but an answer.
"""

import subprocess
import sys
from pathlib import Path

from stand import Figure, show

ROOT = Path(__file__).parents[1]
BUDGET = 1.5
LIBRARIES = """
import time; began = time.perf_counter()
import gc; gc.disable()
import litestar, msgspec, sqlalchemy.ext.asyncio, sqlalchemy.dialects.postgresql, psycopg
import redis, dramatiq, jwt, structlog, prometheus_client, granian, opentelemetry.sdk.trace
"""
OURS = """
import time; began = time.perf_counter()
import gc; gc.disable()
import asyncio
import shop.web
from shop.assembly import assemble, configure
from souk.runtime import Runtime
settings = configure()
app = shop.web.web_application(Runtime(assemble(settings), settings))
scope = {
    "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
    "path": "/health/live", "raw_path": b"/health/live", "query_string": b"", "root_path": "", "state": {},
    "headers": [(b"host", b"localhost")], "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
}
answers = []
async def receive():
    return {"type": "http.request", "body": b"", "more_body": False}
async def send(message):
    answers.append(message)
asyncio.run(app(scope, receive, send))
assert answers[0]["status"] == 200, answers
"""
TOLD = "\nimport sys; print(time.perf_counter() - began, file=sys.stdout)"
ENVIRONMENT = {
    "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
    "SOUK_DATABASE_URL": "postgresql://nobody@localhost/nothing",
    "SOUK_VALKEY_URL": "redis://localhost:1/0",
    "SOUK_LOGGING_FORMAT": "json",
}


def seconds(program: str) -> float:
    """Run it in a fresh interpreter."""
    command = [sys.executable, "-c", program + TOLD]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=ENVIRONMENT, cwd=ROOT)
    return float(done.stdout.splitlines()[-1])


def main(rounds: int = 5) -> None:
    seconds(OURS)  # compiles what was never compiled
    taken: dict[str, list[float]] = {LIBRARIES: [], OURS: []}
    for _ in range(rounds):
        for program, times in taken.items():
            times.append(seconds(program))
    ratios = [ours / theirs for ours, theirs in zip(taken[OURS], taken[LIBRARIES], strict=True)]
    show(
        [
            Figure("loading the libraries", taken[LIBRARIES], "s"),
            Figure("loading the shop and the first answer", taken[OURS], "s", BUDGET, at_least=False),
            Figure("   ours / the libraries", ratios, "fold"),
        ]
    )


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
