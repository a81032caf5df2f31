"""The size of files and functions. The figures are printed: pytest -rP tests/architecture/test_style.py."""

import ast
import sys
from statistics import median, quantiles

from tests.architecture.parsing import HOUSE, nodes, parsed

ROOTS = ("modules", "platform/souk", "platform/shop")
SOURCES = [path for root in ROOTS for path in (HOUSE / root).rglob("*.py")]
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


def spread(lengths: list[int]) -> tuple[float, float]:
    """Return the median and what 95 of 100 stay within."""
    return median(lengths), quantiles(lengths, n=20)[-1]


def test_files_are_short():
    lengths = [len(path.read_text().splitlines()) for path in SOURCES if path.name != "__init__.py"]
    middle, most = spread(lengths)
    sys.stdout.write(f"{len(lengths)} files: median {middle:.0f} lines, 95 of 100 within {most:.0f}\n")
    assert middle <= 80
    assert most <= 250


def test_functions_are_short():
    trees = [parsed(path) for path in SOURCES]
    functions = [node for tree in trees for node in nodes(tree) if isinstance(node, FUNCTIONS)]
    lengths = [(node.end_lineno or node.lineno) - node.lineno + 1 for node in functions]
    middle, most = spread(lengths)
    sys.stdout.write(f"{len(lengths)} functions: median {middle:.0f} lines, 95 of 100 within {most:.0f}\n")
    assert middle <= 10
    assert most <= 40
