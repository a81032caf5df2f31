"""What the walls cannot see: hidden imports, clocks, commits, names, and what tests may not do."""

import ast
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from tests.architecture.parsing import HOUSE, nodes, parsed

Offences = Callable[[ast.Module], Iterator[ast.AST]]

IMPORTS_BY_NAME = {"importlib", "pkgutil", "runpy", "imp"}
RUNS_TEXT = {"__import__", "exec", "eval", "compile"}
READS_A_CLOCK = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "CLOCK.now",
    "CLOCK.seconds",
}
INVENTS_AN_ID = {"uuid.uuid1", "uuid.uuid4", "uuid1", "uuid4"}
ENDS_A_TRANSACTION = {"commit", "rollback"}
SAYS_NOTHING = ("Manager", "Helper", "Util", "Utils", "Impl", "Service")
PATCHES = {"mock", "unittest.mock", "pytest_mock"}


def dotted(node: ast.expr) -> str:
    """Return `tx.commit` of `tx.commit`; of what is called in between, only that something is."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "…"


@cache
def calls(tree: ast.AST) -> tuple[tuple[str, ast.Call], ...]:
    return tuple((dotted(node.func), node) for node in nodes(tree) if isinstance(node, ast.Call))


def imported(tree: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


# Stripe's SDK takes half a second to import, and most shops and every test never call it.
IMPORTS_LATE = {"modules/payments/providers/chosen.py"}


def imports_in_functions(tree: ast.Module) -> Iterator[ast.AST]:
    functions = [node for node in nodes(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return (node for function in functions for _, node in imported(function))


def imports_by_name(tree: ast.Module) -> Iterator[ast.AST]:
    yield from (node for name, node in imported(tree) if name.partition(".")[0] in IMPORTS_BY_NAME)
    yield from (node for name, node in calls(tree) if name in RUNS_TEXT)
    yield from (n for n in nodes(tree) if isinstance(n, ast.Attribute) and dotted(n) == "sys.modules")


def own_clocks_and_ids(tree: ast.Module) -> Iterator[ast.AST]:
    yield from (node for name, node in calls(tree) if name in READS_A_CLOCK | INVENTS_AN_ID)
    yield from (node for name, node in imported(tree) if name.partition(".")[0] == "random")


def own_commits(tree: ast.Module) -> Iterator[ast.AST]:
    return (node for name, node in calls(tree) if name.rpartition(".")[2] in ENDS_A_TRANSACTION)


def hidden_parameters(tree: ast.Module) -> Iterator[ast.AST]:
    return (node for name, node in imported(tree) if name.partition(".")[0] == "contextvars")


def classes_that_say_nothing(tree: ast.Module) -> Iterator[ast.AST]:
    classes = (node for node in nodes(tree) if isinstance(node, ast.ClassDef))
    return (node for node in classes if node.name.endswith(SAYS_NOTHING))


def blind_sleeps(tree: ast.Module) -> Iterator[ast.AST]:
    """Sleeping between two looks at a condition is fine, and so is no time: sleeping and hoping is not."""
    loops = [node for node in nodes(tree) if isinstance(node, ast.While)]
    between_looks = {node for loop in loops for _, node in calls(loop)}
    for name, node in calls(tree):
        fixed = any(isinstance(argument, ast.Constant) and argument.value for argument in node.args[:1])
        if name.rpartition(".")[2] == "sleep" and fixed and node not in between_looks:
            yield node


def patches(tree: ast.Module) -> Iterator[ast.AST]:
    yield from (node for name, node in imported(tree) if any(name.startswith(patch) for patch in PATCHES))
    yield from (node for name, node in calls(tree) if name in {"monkeypatch.setattr", "monkeypatch.delattr"})


def code_that_changes(tree: ast.Module) -> Iterator[ast.AST]:
    """A migration runs for years, whatever the code of its module has become."""
    return (node for name, node in imported(tree) if name.partition(".")[0] in {"modules", "souk", "shop"})


def found(offences: Offences, *folders: str) -> list[str]:
    """Return the places, as an editor opens them."""
    paths = [path for folder in folders for path in sorted((HOUSE / folder).rglob("*.py"))]
    assert paths
    return [
        f"{path.relative_to(HOUSE)}:{getattr(node, 'lineno', 0)}"
        for path in paths
        for node in offences(parsed(path))
    ]


def test_nothing_is_imported_inside_a_function():
    late = {place.rpartition(":")[0] for place in found(imports_in_functions, "modules", "platform")}
    assert late == IMPORTS_LATE


def test_a_module_imports_nothing_by_its_name_in_a_string():
    assert found(imports_by_name, "modules") == []


def test_a_module_reads_no_clock_and_rolls_no_dice_of_its_own():
    assert found(own_clocks_and_ids, "modules") == []


def test_a_module_never_ends_a_transaction_itself():
    assert found(own_commits, "modules") == []


def test_a_module_passes_everything_as_a_parameter():
    assert found(hidden_parameters, "modules") == []


def test_a_migration_needs_no_code_of_today():
    assert found(code_that_changes, "migrations") == []


def test_no_class_has_a_name_that_says_nothing():
    assert found(classes_that_say_nothing, "modules", "platform") == []


def test_no_test_sleeps_and_hopes():
    assert found(blind_sleeps, "tests") == []


def test_no_test_patches_what_it_tests():
    assert found(patches, "tests") == []


@pytest.mark.parametrize(
    ("offences", "source"),
    [
        (imports_in_functions, "async def f():\n    if x:\n        from modules.users import tables"),
        (imports_in_functions, "class A:\n    def f(self):\n        import os"),
        (imports_by_name, "from importlib import import_module"),
        (imports_by_name, "tables = __import__('modules.users.tables')"),
        (imports_by_name, "import sys\ntables = sys.modules['modules.users.tables']"),
        (own_clocks_and_ids, "at = datetime.now(UTC)"),
        (own_clocks_and_ids, "at = CLOCK.now()"),
        (own_clocks_and_ids, "id = uuid.uuid4()"),
        (own_clocks_and_ids, "from random import choice"),
        (own_commits, "async def f(tx):\n    await tx.commit()"),
        (hidden_parameters, "from contextvars import ContextVar"),
        (classes_that_say_nothing, "class OrderManager: ..."),
        (blind_sleeps, "async def test():\n    await asyncio.sleep(1)"),
        (code_that_changes, "from modules.users.tables import accounts"),
        (patches, "from unittest.mock import patch"),
        (patches, "from unittest import mock"),
        (patches, "def test(monkeypatch):\n    monkeypatch.setattr('modules.users.tables.accounts', None)"),
    ],
)
def test_the_search_finds_what_it_is_for(offences: Offences, source: str):
    assert list(offences(ast.parse(source)))


def test_the_search_lets_a_test_look_again_and_again():
    polling = "while not done():\n    time.sleep(0.01)"
    assert list(blind_sleeps(ast.parse(polling))) == []
