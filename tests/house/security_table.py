"""Which test proves which item of docs/security.md. Run it to write its last column anew.

    python tests/house/security_table.py

A test proves an item if its name says so (`test_security_38_…`) or if it is marked with it:
`@pytest.mark.security(26, 27)`.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/security.md"
ROW = re.compile(r"^\| (\d+) \| ([^|]+) \| ([^|]*) \|$", re.MULTILINE)
NAMED = re.compile(r"test_security_((?:\d+_)+)")
CHECKS = {45: [".ci/audit", ".ci/bill_of_materials.py", ".ci/leaks.py"]}
"""What no test can prove, and which check of CI does."""


@cache
def proofs() -> Mapping[int, list[str]]:
    """Return the files for each item, in order."""
    found: dict[int, set[str]] = defaultdict(set)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        name = str(path.relative_to(ROOT))
        source = path.read_text()
        for item in items_of(source) if "security" in source else ():
            found[item].add(name)
    for item, checks in CHECKS.items():
        found[item].update(checks)
    return {item: sorted(names) for item, names in sorted(found.items())}


def items_of(source: str) -> Iterator[int]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            if named := NAMED.match(node.name):
                yield from map(int, named[1].split("_")[:-1])
            for mark in node.decorator_list:
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.security":
                    yield from (ast.literal_eval(item) for item in mark.args)


def written(page: str) -> str:
    """Return the page with the proofs of today."""
    proved = proofs()

    def row(found: re.Match[str]) -> str:
        places = "<br>".join(f"`{name}`" for name in proved.get(int(found[1]), []))
        return f"| {found[1]} | {found[2]} | {places} |"

    return ROW.sub(row, page)


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text()))
