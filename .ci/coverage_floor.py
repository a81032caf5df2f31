#!/usr/bin/env python
"""The rules of the shop are tested by themselves: 95 % of lines and branches, domains and kernel alike.

Only the tests of the rules run, and nothing of a suite's around them: no fixture, server or event loop.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

FLOORS = {"lines": 95.0, "branches": 95.0}
KERNEL = Path("platform/souk/kernel")
COUNTED = ("covered_lines", "num_statements", "covered_branches", "num_branches")
RULES = "--rcfile=.ci/coverage.ini"
ALONE = (
    *("--quiet", "--noconftest", "--override-ini=addopts=--import-mode=importlib -m 'not slow'"),
    "-Wignore:Unknown config option",  # our plugin, which is not there, has one in the file
)


def main() -> int:
    packages = [*sorted(Path("modules").glob("*/domain")), KERNEL]
    suites = [*sorted(Path("tests").glob("*/domain")), Path("tests/souk/kernel")]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["COVERAGE_FOLDER"] = folder
        # What no test imports counts too, as not covered: hence the folders, not what was met in them.
        source = f"--source={','.join(map(str, packages))}"
        coverage("run", source, "-m", "pytest", *ALONE, *map(str, suites))
        report = Path(folder) / "report.json"
        coverage("json", "--quiet", f"-o{report}")
        covered = shares(json.loads(report.read_text())["files"])
    for package, share_of in sorted(covered.items()):
        print(package, share_of)
    low = [package for package in map(str, packages) if not reaches_the_floor(covered.get(package, {}))]
    print("below the floor:", ", ".join(low) or "nothing")
    return 1 if low else 0


def coverage(command: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "coverage", command, RULES, *arguments], check=True)


def shares(files: dict[str, dict[str, dict[str, int]]]) -> dict[str, dict[str, float]]:
    """Add the files of each package up; a package without branches has all of them covered."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for name, file in files.items():
        package = "/".join(Path(name).parts[:3])
        sums[package].update({key: file["summary"][key] for key in COUNTED})
    return {
        package: {
            "lines": share(total["covered_lines"], total["num_statements"]),
            "branches": share(total["covered_branches"], total["num_branches"]),
        }
        for package, total in sums.items()
    }


def share(covered: int, of: int) -> float:
    return round(100.0 * covered / of, 1) if of else 100.0


def reaches_the_floor(share_of: dict[str, float]) -> bool:
    """Tell whether it does; a package that nothing was measured of does not."""
    return all(share_of.get(kind, 0.0) >= floor for kind, floor in FLOORS.items())


if __name__ == "__main__":
    sys.exit(main())
