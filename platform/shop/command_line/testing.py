"""souk test."""

import os
import subprocess
import sys

import rich_click as click

from shop.places import ROOT
from souk.startup import StartFailed

WORKERS = (os.cpu_count() or 1) + 1
"""One more than there are processors: while one waits, as many are at work."""


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("what", nargs=-1, type=click.UNPROCESSED)
def test(what: tuple[str, ...]) -> None:
    """Run the test suites: all of them, or those of the modules you name.

    `souk test` runs everything, on all processors. `souk test users catalog` runs two modules' suites.
    Everything after that goes to pytest: `souk test users -k password -x`.
    """
    suites = {path.parent.name for path in (ROOT / "tests").glob("*/[!_]*") if path.parent.is_dir()}
    if not suites:
        raise StartFailed("There are no tests here.", "Run this in a checkout of the repository.")
    first = what[0] if what else "-"
    if not (first in suites or first.startswith("-") or (ROOT / first.partition("::")[0]).exists()):
        raise StartFailed(f"There are no tests of {first}.", f"There are {', '.join(sorted(suites))}.")
    chosen = [f"tests/{word}" if word in suites else word for word in what]
    named = any(word in suites or ("/" in word and not word.startswith("-")) for word in what)
    workers = [] if named or "-n" in what else ["-n", str(WORKERS)]
    command = [sys.executable, "-m", "pytest", "--dist", "loadfile", *workers, *chosen]
    raise SystemExit(subprocess.run(command, cwd=ROOT, check=False).returncode)  # noqa: S603 - our own pytest
