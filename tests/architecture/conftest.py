"""A copy of the sources, with a module of gifts, to which a test adds the import that must not be."""

import contextlib
import importlib
import pkgutil
import re
import shutil
import sys
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import msgspec
import pytest
from importlinter import configuration
from importlinter.application import use_cases
from importlinter.application.user_options import UserOptions

import modules
import souk.walls
from shop.assembly import SECTIONS, assemble
from souk.configuration import load
from souk.modules import Registry

HOUSE = Path(__file__).parents[2]
CONFIGURATION = str(HOUSE / ".importlinter")
PLACES = {"modules": ".", "souk": "platform", "shop": "platform"}
# Packages of many files that these tests are not about, copied as names: each check weighs every file anew.
NAMES_ONLY = {
    *("command_line", "demo", "development", "load", "making"),
    *("cache", "documentation", "embedded", "events", "examining", "jobs", "limits", "live", "mail"),
    *("openapi", "testing", "webhooks", "workflow"),
}
USE_CASE = re.compile(r".+_(address|addresses|me|password|people|role|roles|session|sessions|user|users)")
COPIED = ("modules/users", "platform/souk", "platform/shop")
LOADED_BEFOREHAND = souk.walls  # the house's own, not that of a copy: the configuration names it

# A module that keeps every promise, and that no list names.
GIFTS = {
    "contracts.queries": """
        import msgspec
        from souk.kernel import Value
        from souk.messages import Query
    """,
    "domain.wrapping": """
        import dataclasses
        import msgspec
        from souk.kernel import Money
    """,
    "permissions": "from souk.modules import Capability",
    "tables": """
        import sqlalchemy
        from modules.gifts.domain.wrapping import Wrapping
        from souk.database.columns import TextEnum
    """,
    "paper_machine": """
        import paper_machines
        from modules.gifts.domain.wrapping import Wrapping
    """,
    "wrap_gift.handler": """
        from sqlalchemy import select
        from modules.gifts.contracts.queries import WhatIsWrapped
        from modules.gifts.domain.wrapping import Wrapping
        from modules.gifts.tables import gifts
        from modules.users.contracts.events import UserRegistered
        from souk.database import Transaction
    """,
    "wrap_gift.endpoint": """
        from modules.gifts import permissions
        from modules.gifts.wrap_gift.handler import WrapGift
        from souk.bus import Bus
        from souk.http import post
    """,
    "tie_ribbon.subscriber": "from modules.users.contracts.events import UserRegistered",
    "module": """
        from modules.gifts import permissions
        from modules.gifts.contracts.queries import WhatIsWrapped
        from modules.gifts.paper_machine import PaperMachine
        from modules.gifts.tables import metadata
        from modules.gifts.tie_ribbon.subscriber import tie_ribbon
        from modules.gifts.wrap_gift.endpoint import wrap_my_gift
        from modules.gifts.wrap_gift.handler import wrap_gift
        from souk.modules import Module
    """,
}


MOUNTED = """\
import modules.gifts.module as gifts
import modules.users.module as users

MODULES = [
    gifts.module,
    users.module,
]
"""


def left_out(folder: str, names: list[str]) -> set[str]:
    """Say what is not copied: the inside of those packages, and most of the use cases of users."""
    if Path(folder).name in NAMES_ONLY:
        return {name for name in names if name != "__init__.py"}
    return {name for name in names if name == "__pycache__" or USE_CASE.fullmatch(name)}


class Tree:
    """Platform, shop, users and gifts in a folder of their own, linted with the real configuration."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._before: dict[Path, str | None] = {}
        for name in COPIED:
            shutil.copytree(HOUSE / name, folder / name, ignore=left_out)
        (folder / "modules/__init__.py").touch()
        for name, source in GIFTS.items():
            self.add(f"modules.gifts.{name}", source)
        (folder / "platform/shop/mounted.py").write_text(MOUNTED)
        self._before.clear()

    def add(self, module: str, source: str = "") -> None:
        """Add lines to a module; it is made, and its packages are, if it does not exist."""
        root, *inner = module.split(".")
        path = (self.folder / PLACES[root] / root / Path(*inner)).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        package = path.parent
        while not (package / "__init__.py").exists():
            self._write(package / "__init__.py", "")
            package = package.parent
        self._write(path, f"\n{textwrap.dedent(source)}\n")

    def broken_walls(self) -> set[str]:
        with _importable(self.folder):
            return broken_walls()

    def refuses(self, importer: str, source: str, *walls: str) -> None:
        """Expect that these lines, the only thing wrong with the tree, break these walls and no other."""
        self.add(importer, source)
        assert self.broken_walls() == set(walls)

    def restore(self) -> None:
        for path, text in self._before.items():
            path.unlink() if text is None else path.write_text(text)
        self._before.clear()

    def _write(self, path: Path, text: str) -> None:
        known = path.read_text() if path.exists() else None
        self._before.setdefault(path, known)
        path.write_text((known or "") + text)


def broken_walls() -> set[str]:
    """Do what lint-imports does, and return the names of the walls that it finds broken."""
    report = use_cases.create_report(_options(), cache_dir=None)
    assert not report.could_not_run, report.invalid_contract_options
    return {wall.name for wall, check in report.get_contracts_and_checks() if not check.kept}


@cache
def _options() -> UserOptions:
    configuration.configure()
    options = use_cases.read_user_options(CONFIGURATION)
    use_cases._register_contract_types(options)
    return options


@contextlib.contextmanager
def _importable(folder: Path) -> Iterator[None]:
    """Let the import system find the copies instead of the house's own packages, which stay loaded."""
    loaded = {name: sys.modules.pop(name) for name in PLACES if name in sys.modules}
    paths = [str(folder), str(folder / "platform")]
    sys.path[:0] = paths
    importlib.invalidate_caches()
    try:
        yield
    finally:
        del sys.path[: len(paths)]
        sys.modules.update(loaded)


@pytest.fixture
def broken_walls_of_the_house() -> set[str]:
    return broken_walls()


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    return Tree(tmp_path_factory.mktemp("sources"))


@pytest.fixture
def tree(sources: Tree) -> Iterator[Tree]:
    """The sources as they are, and a module of gifts; what a test adds is taken away after it."""
    yield sources
    sources.restore()


@pytest.fixture
def fresh_tree(tmp_path: Path) -> Tree:
    """A tree of the test's own, to do with what it likes."""
    return Tree(tmp_path)


@pytest.fixture(scope="session")
def registry() -> Registry:
    """All mounted modules, with the settings of a machine that has set none."""
    return assemble(load(SECTIONS, environment={}))


@pytest.fixture(scope="session")
def code() -> list[ModuleType]:
    """Every file of every module, imported."""
    found = pkgutil.walk_packages(modules.__path__, "modules.")
    return [importlib.import_module(info.name) for info in found]


@pytest.fixture(scope="session")
def structs(code: list[ModuleType]) -> list[type[msgspec.Struct]]:
    """Every struct that a module defines."""
    held = [(file, kind) for file in code for kind in vars(file).values() if isinstance(kind, type)]
    own = [kind for file, kind in held if kind.__module__ == file.__name__]
    return [kind for kind in own if issubclass(kind, msgspec.Struct)]
