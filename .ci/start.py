#!/usr/bin/env python
"""A newcomer's first minutes: a clean clone, an empty home, ./souk up, a look around, a clean end."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

PATIENCE = 300.0
GRACE = 30.0
OK = 200


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="souk-start-", ignore_cleanup_errors=True) as folder:
        clone, home = Path(folder) / "souk", Path(folder) / "home"
        home.mkdir()
        subprocess.run(["git", "clone", "--quiet", "--no-local", ".", clone], check=True)
        port = free_port()
        shop = subprocess.Popen(["./souk", "up", f"--port={port}"], cwd=clone, env=environment(home))
        try:
            well = serves(shop, f"http://127.0.0.1:{port}")
        finally:
            shop.send_signal(signal.SIGTERM)
            status = shop.wait(GRACE)
        print(f"ended with status {status}")
        left = left_behind(folder)
        for line in left:
            print(f"still running: {line}")
    return 0 if well and status == 0 and not left else 1


def environment(home: Path) -> dict[str, str]:
    """What a newcomer has: no caches, no settings, no virtual environment of somebody else."""
    ours = ("SOUK_", "XDG_", "VIRTUAL_ENV", "PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    elsewhere = [part for part in kept["PATH"].split(os.pathsep) if part != str(Path(sys.executable).parent)]
    return {**kept, "PATH": os.pathsep.join(elsewhere), "HOME": str(home)}


def serves(shop: subprocess.Popen[bytes], url: str) -> bool:
    """Wait until the shop is ready, then look at the goods."""
    since = time.monotonic()
    while get(f"{url}/health/ready") != OK:
        waited = time.monotonic() - since
        if shop.poll() is not None or waited > PATIENCE:
            print(f"not ready after {waited:.0f} s")
            return False
        time.sleep(0.5)
    print(f"ready after {time.monotonic() - since:.0f} s")
    status = get(f"{url}/api/products")
    print(f"GET /api/products: {status}")
    return status == OK


def get(url: str) -> int:
    """Return the status, or 0 while nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refusal:
        return refusal.code
    except OSError:
        return 0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def left_behind(folder: str) -> list[str]:
    """Return every process that was started from the folder: its command line or its environment names it."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
            known = command + (process / "environ").read_bytes()
        except OSError:  # it has ended meanwhile, or belongs to somebody else
            continue
        if folder.encode() in known:
            found.append(f"{process.name} {command.replace(bytes(1), b' ').decode(errors='replace')[:200]}")
    return found


if __name__ == "__main__":
    sys.exit(main())
