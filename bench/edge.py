"""What our edge costs: a public GET through the whole stack against a bare Litestar handler, side by side.

Run: python bench/edge.py [rounds] [seconds]. Needs wrk. Budget: 0.70 of the bare requests per second.
"""

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from stand import Figure, show

HERE = Path(__file__).parent
ROOT = HERE.parent
BUDGET = 0.70
PORTS = {"bare": 8431, "ours": 8432}
GRANIAN = ["--interface", "asgi", "--factory", "--workers", "1", "--loop", "uvloop", "--log-level", "warning"]
PATH = "/api/pages/a-thing"


@contextmanager
def served(name: str) -> Iterator[str]:
    address = f"http://127.0.0.1:{PORTS[name]}{PATH}"
    command = [sys.executable, "-m", "granian", *GRANIAN, "--port", str(PORTS[name]), f"edge_apps:{name}"]
    environment = os.environ | {"PYTHONPATH": f"{HERE}:{ROOT}:{ROOT / 'platform'}"}
    server = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        _wait_for(address)
        yield address
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(address: str) -> None:
    for _ in range(100):
        with suppress(OSError):
            urllib.request.urlopen(address).read()  # noqa: S310 - our own address
            return
        time.sleep(0.1)
    raise SystemExit(f"nothing answers at {address}")


def requests_per_second(address: str, seconds: int, *more: str) -> float:
    """Ask as fast as it answers; `more` is for wrk."""
    command = ["wrk", "-t1", "-c32", f"-d{seconds}s", *more, address]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    if "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise SystemExit(done.stdout)
    found = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    assert found
    return float(found[1])


def main(rounds: int = 9, seconds: int = 2) -> None:
    rates: dict[str, list[float]] = {name: [] for name in PORTS}
    with served("bare") as bare, served("ours") as ours:
        for address in (bare, ours):
            requests_per_second(address, 2)
        for _ in range(rounds):
            rates["bare"].append(requests_per_second(bare, seconds))
            rates["ours"].append(requests_per_second(ours, seconds))
    ratios = [our / its for our, its in zip(rates["ours"], rates["bare"], strict=True)]
    lines = [Figure(f"a public page, {name}", measured, "req/s") for name, measured in rates.items()]
    show([*lines, Figure("   ours / bare", ratios, "fold", BUDGET)])


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
