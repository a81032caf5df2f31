#!/usr/bin/env python
"""The rules of the shop are tested: 95 % of lines and 80 % of branches, in each domain and in the kernel.

Each domain is reached by the suite of its own module, and by no other.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

FLOORS = {"lines": 95.0, "branches": 80.0}
MEASURED = ["modules/*/domain/*", "platform/souk/kernel/*"]
COUNTED = ("covered_lines", "num_statements", "covered_branches", "num_branches")
RULES = "--rcfile=.ci/coverage.ini"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["COVERAGE_FOLDER"] = folder
        suites = [
            *(path.parent for path in sorted(Path("tests").glob("*/domain"))),
            Path("tests/souk/kernel"),
        ]
        for suite in suites:
            coverage("run", f"--data-file={folder}/data.{suite.name}", "-m", "pytest", "--quiet", str(suite))
        coverage("combine", "--quiet")
        report = Path(folder) / "report.json"
        coverage("json", "--quiet", f"--include={','.join(MEASURED)}", f"-o{report}")
        packages = shares(json.loads(report.read_text())["files"])
    for package, share_of in sorted(packages.items()):
        print(package, share_of)
    expected = {str(path) for path in [*Path("modules").glob("*/domain"), Path("platform/souk/kernel")]}
    missing = expected - packages.keys()
    low = [
        package
        for package, share_of in packages.items()
        if any(share_of[kind] < floor for kind, floor in FLOORS.items())
    ]
    print("below the floor:", ", ".join([*low, *missing]) or "nothing")
    return 1 if low or missing else 0


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


if __name__ == "__main__":
    sys.exit(main())
