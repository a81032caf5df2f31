#!/usr/bin/env python
"""Runs what docs/reliability.md says shows each fault, and writes into its table what came of it.

    .ci/faults.py [row …] [report.xml …] [--write]

Rows are numbered from 1; without any, all are run: half an hour, and no part of .ci/run. With reports of a
whole run (`./souk test --junitxml=report.xml`, the slow tests too) nothing is run: they tell. `--write`
renews the last column. The exit status tells whether anything failed; its lines tell the seeds.
"""

import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, parse

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/reliability.md"
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]*`tests/[^|]+) \| ?([^|]*) ?\|$")
SUM = re.compile(r"^(?:=+ )?((?:\d+ \w+,? ?)+) in [\d.]+s", re.MULTILINE)
COUNT = re.compile(r"(\d+) (passed|failed|skipped|errors?)")
PATIENCE = 900.0
CAPTURED: dict[str, Any] = {"capture_output": True, "text": True}
SAID = re.compile(r"^(?:seed|\d+ steps|\d+ orders, \d+ workers).*$", re.MULTILINE)


@dataclass(frozen=True)
class Run:
    """What came of the tests of one row."""

    passed: int
    failed: int
    skipped: int
    seconds: float
    said: tuple[str, ...]

    def __str__(self) -> str:
        parts = [f"{self.passed} passed"]
        parts += [f"**{self.failed} failed**"] if self.failed else []
        parts += [f"{self.skipped} skipped"] if self.skipped else []
        return f"{', '.join(parts)}; {self.seconds:.0f} s"


def main(arguments: Sequence[str]) -> int:
    if "--help" in arguments:
        print(__doc__)
        return 0
    chosen = {int(each) for each in arguments if each.isdigit()}
    reports = [each for each in arguments if each.endswith(".xml")]
    cases = [case for report in reports for case in parse(report).getroot().iter("testcase")]  # noqa: S314
    lines = PAGE.read_text().splitlines()
    rows = [number for number, line in enumerate(lines) if ROW.match(line)]
    failed = 0
    for row, number in enumerate(rows, 1):
        if chosen and row not in chosen:
            continue
        fault, must, tests, _ = ROW.findall(lines[number])[0]
        named = re.findall(r"`(tests/[^`]+)`", tests)
        done = told(cases, named) if reports else run(named)
        failed += done.failed
        print(f"{row:3} {fault:<60.60} {done}", *done.said, sep="\n      ", flush=True)
        lines[number] = f"| {fault} | {must} | {tests} | {done} |"
    if "--write" in arguments:
        PAGE.write_text("\n".join(lines) + "\n")
    return bool(failed)


def told(cases: Sequence[Element], tests: Sequence[str]) -> Run:
    """Return what the reports tell of these tests; one of which they tell nothing has failed."""
    wanted = [
        (path.removesuffix(".py").replace("/", "."), test)
        for path, _, test in (each.partition("::") for each in tests)
    ]
    found = [[case for case in cases if is_of(case, file, test)] for file, test in wanted]
    each = [case for one in found for case in one]
    failed = [case for case in each if case.find("failure") is not None or case.find("error") is not None]
    skipped = [case for case in each if case.find("skipped") is not None]
    seconds = sum(float(case.get("time", "0")) for case in each)
    silent = found.count([])
    return Run(len(each) - len(failed) - len(skipped), len(failed) + silent, len(skipped), seconds, ())


def is_of(case: Element, file: str, test: str) -> bool:
    """Tell whether a case is of this file, in a class or not, and of this test if one is named."""
    of_file = f"{case.get('classname')}.".startswith(f"{file}.")
    return of_file and test in {"", case.get("name", "").partition("[")[0]}


def run(tests: Sequence[str]) -> Run:
    """Run them, the slow ones too, each file as a whole."""
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-n", "0", "-m", "slow or not slow", "--tb=short"]
    began = time.monotonic()
    try:
        done = subprocess.run([*command, *tests], cwd=ROOT, check=False, timeout=PATIENCE, **CAPTURED)
        said = done.stdout
    except subprocess.TimeoutExpired as late:
        said = str(late)
    counts = {what: int(number) for number, what in COUNT.findall((SUM.findall(said) or [""])[-1])}
    failed = counts.get("failed", 0) + counts.get("error", 0) + counts.get("errors", 0)
    if failed or not counts:
        print(said[-6000:])
        failed = failed or 1
    seconds = time.monotonic() - began
    return Run(
        counts.get("passed", 0),
        failed,
        counts.get("skipped", 0),
        seconds,
        tuple(dict.fromkeys(SAID.findall(said))),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
