"""Lets pip install a lock, every file checked against its hash, and shows how far it is."""

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from shop.bootstrap.progress import Progress
from shop.bootstrap.trouble import read_from
from souk.startup import StartFailed

_PIP = re.compile(r"^pip==.*?(?=^\S)", re.MULTILINE | re.DOTALL)
_REQUIREMENT = re.compile(r"^[A-Za-z0-9][\w.-]*(?:\[[^]]*\])?==", re.MULTILINE)
# No build from source, so no compiler is needed and nobody's setup script runs; no look at dependencies, for
# the lock is complete; two retries, so that a missing network is told within seconds.
_OPTIONS = ("--require-hashes", "--only-binary=:all:", "--no-deps", "--no-compile", "--retries=2")
_QUIET = ("--no-input", "--disable-pip-version-check", "--no-warn-script-location", "--progress-bar=off")
# What a person may have set for their own pip, and what would send the packages elsewhere.
_MISLEADING = ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER", "PIP_PYTHON")


def install(python: Path, lock: Path, log: Path, lock_file: int) -> None:
    """Install the lock into the environment of that Python. Raises StartFailed."""
    log.write_text("")
    with Progress(len(_REQUIREMENT.findall(lock.read_text()))) as progress:
        command = [*_pip(python, log, lock_file), "install", *_OPTIONS, *_QUIET, *_cache(), "-r"]
        newer = log.with_name("pip.txt")
        newer.write_text(_newer_pip(lock))
        # The pip that comes with Python 3.11 takes twice as long for the rest.
        _run([*command, str(newer)], log, lock_file)
        _run([*command, str(lock)], log, lock_file, progress.read)


def _pip(python: Path, log: Path, lock_file: int) -> Sequence[str]:
    if importlib.util.find_spec("ensurepip"):
        _run([str(python), "-m", "ensurepip"], log, lock_file)
        return [str(python), "-m", "pip"]
    # Debian splits ensurepip off into python3-venv; the pip of python3-pip works from outside.
    outside = [_base_python(), "-m", "pip", "--python", str(python)]
    if subprocess.run([*outside, "--version"], check=False, capture_output=True, env=_variables()).returncode:
        raise StartFailed(
            "This Python lacks what makes virtual environments.",
            "Install it (on Debian: apt install python3-venv) and run ./souk again.",
        )
    return outside


def _newer_pip(lock: Path) -> str:
    found = _PIP.search(lock.with_name("development.txt").read_text())
    return found[0] if found else ""


def _run(argv: Sequence[str], log: Path, lock_file: int, read: Callable[[str], object] = len) -> None:
    with (
        log.open("a") as file,
        subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=_variables(),
            pass_fds=[lock_file],
            text=True,
            errors="replace",
        ) as pip,
    ):
        for line in pip.stdout or ():
            file.write(line)
            read(line)
    if pip.returncode != 0:
        raise read_from(log)


def _variables() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _MISLEADING}


def _cache() -> Sequence[str]:
    # Without a home directory pip would keep its cache in the root of the file system.
    return [] if os.environ.get("HOME") else ["--no-cache-dir"]


def _base_python() -> str:
    return str(getattr(sys, "_base_executable", sys.executable))
