"""The sources as syntax trees, parsed and walked once for all the rules: there are many files."""

import ast
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).parents[2]
KINDS = (
    ast.Attribute,
    ast.Call,
    ast.Import,
    ast.ImportFrom,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.While,
)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes())


@cache
def nodes(tree: ast.AST) -> tuple[ast.AST, ...]:
    """Return what the rules look at, of everything below."""
    return tuple(node for node in ast.walk(tree) if isinstance(node, KINDS))
