#!/usr/bin/env python
"""The rules of the shop are tested: 95 % of lines and of branches, in each domain and in the kernel."""

import json
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

FLOOR = 95.0
MEASURED = ["modules/*/domain/*", "platform/souk/kernel/*"]
OPTIONS = ["--rcfile=.ci/coverage.ini"]


def main() -> int:
    folder = Path(os.environ["COVERAGE_FOLDER"])
    coverage = [sys.executable, "-m", "coverage"]
    subprocess.run([*coverage, "combine", *OPTIONS, "--quiet"], check=True)
    report = folder / "report.json"
    asked = [*OPTIONS, f"--include={','.join(MEASURED)}", "--quiet", f"-o{report}"]
    subprocess.run([*coverage, "json", *asked], check=True)
    packages = shares(json.loads(report.read_text())["files"])
    expected = {str(path) for path in [*Path("modules").glob("*/domain"), Path("platform/souk/kernel")]}
    for package in sorted(expected | packages.keys()):
        print(f"{package}: {packages.get(package, 'nothing was run')}")
    low = [share for shares_ in packages.values() for share in shares_.values() if share < FLOOR]
    return bool(low or expected - packages.keys())


def shares(files: dict[str, dict[str, dict[str, int]]]) -> dict[str, dict[str, float]]:
    """Add the files of each package up; a package without branches has all of them covered."""
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for name, file in files.items():
        package = "/".join(Path(name).parts[:3])
        for key, count in file["summary"].items():
            sums[package][key] += count
    return {
        package: {
            "lines": share(total["covered_lines"], total["num_statements"]),
            "branches": share(total["covered_branches"], total["num_branches"]),
        }
        for package, total in sums.items()
    }


def share(covered: int, of: int) -> float:
    return round(100.0 * covered / of, 1) if of else 100.0


if __name__ == "__main__":
    sys.exit(main())
