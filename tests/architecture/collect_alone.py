"""Collect each suite in a process of its own, and print which modules' code that process loaded, as JSON."""

import contextlib
import json
import os
import sys
from pathlib import Path

import pytest

import souk.testing

LIBRARIES = souk.testing  # loaded once, before the processes part
LOADED_EARLY = "ignore:Module already imported:pytest.PytestAssertRewriteWarning"
OPTIONS = ["--collect-only", "-q", "-p", "no:cacheprovider", "-W", LOADED_EARLY]


def loaded_by(suite: str) -> list[str]:
    """Fork, let pytest import the suite, and hear what came with it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with contextlib.redirect_stdout(sys.stderr):
            outcome = pytest.main([*OPTIONS, suite])
        names = sorted(name for name in sys.modules if name.startswith("modules."))
        os.write(writing, json.dumps(names).encode())
        os._exit(outcome)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        text = pipe.read()
    _, status = os.waitpid(child, 0)
    if status:
        raise SystemExit(f"{suite} could not be collected")
    names: list[str] = json.loads(text)
    return names


if __name__ == "__main__":
    sys.stdout.write(json.dumps({Path(suite).name: loaded_by(suite) for suite in sys.argv[1:]}))
