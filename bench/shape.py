"""The shape of the code: how long files and functions are, beside what the house style asks for.

Run: python bench/shape.py. The demo's goods, a list and no code, are left out. Lines that say nothing (empty
ones) count for files, as an editor shows them; a function is measured from its def to its last line, without
decorators.
"""

import ast
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
PARTS = ["modules", "platform/souk", "platform/shop", "tests"]
WANTED = {"files": (60, 200), "functions": (8, 30)}
"""Median and 95th percentile at most."""


def main() -> None:
    print(f"{'':<16}{'':<11}{'number':>7}{'median':>8}{'95 %':>7}{'longest':>9}   style: median, 95 %")
    for part in PARTS:
        paths = [path for path in sorted((ROOT / part).rglob("*.py")) if "demo" not in path.parts]
        for kind, lengths in (("files", files(paths)), ("functions", functions(paths))):
            middle, late = statistics.median(lengths), percentile(lengths)
            at_most = WANTED[kind]
            kept = "" if middle <= at_most[0] and late <= at_most[1] else "  MISSED"
            print(
                f"{part:<16}{kind:<11}{len(lengths):>7,}{middle:>8.0f}{late:>7.0f}{max(lengths):>9}"
                f"   ≤ {at_most[0]}, ≤ {at_most[1]}{kept}"
            )
    print("\nThe longest functions:")
    for length, place in sorted(named_functions(), reverse=True)[:8]:
        print(f"{length:>5}  {place}")
    print("\nThe longest files:")
    for length, place in sorted(named_files(), reverse=True)[:12]:
        print(f"{length:>5}  {place}")


def files(paths: Sequence[Path]) -> list[int]:
    return [lines for path in paths if (lines := len(path.read_text().splitlines())) > 1]


def functions(paths: Sequence[Path]) -> list[int]:
    return [length for path in paths for length, _ in functions_in(path)]


def named_functions() -> Iterator[tuple[int, str]]:
    for part in PARTS[:3]:
        for path in sorted((ROOT / part).rglob("*.py")):
            for length, name in functions_in(path):
                yield length, f"{path.relative_to(ROOT)}: {name}"


def named_files() -> Iterator[tuple[int, str]]:
    for part in [*PARTS, "bench", ".ci"]:
        for path in sorted((ROOT / part).rglob("*.py")):
            if "demo" not in path.parts:
                yield len(path.read_text().splitlines()), str(path.relative_to(ROOT))


def functions_in(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (node.end_lineno or node.lineno) - node.lineno + 1, node.name


def percentile(lengths: Sequence[int], share: float = 0.95) -> int:
    return sorted(lengths)[int(share * (len(lengths) - 1))]


if __name__ == "__main__":
    main()
