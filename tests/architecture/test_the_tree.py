"""Where things are and what they are called."""

import importlib
import re
import sysconfig
from pathlib import Path

HOUSE = Path(__file__).parents[2]
MODULES = sorted(path.parent for path in (HOUSE / "modules").glob("*/__init__.py"))
SLICES = sorted(
    path
    for module in MODULES
    for path in module.iterdir()
    if path.is_dir()
    and path.name not in {"contracts", "domain", "mails", "providers", "tables", "__pycache__"}
)
SOURCES = [path for root in ("modules", "platform", "tests") for path in (HOUSE / root).rglob("*.py")]

PACKAGES = ("__init__.py", "contracts/__init__.py", "domain/__init__.py")
PIECES = (*PACKAGES, "permissions.py", "module.py")
TABLES = {"tables.py", "tables/__init__.py"}
USE_CASES = {"handler.py", "subscriber.py", "job.py"}
SAYS_NOTHING = re.compile(r"(services?|utils?|common|helpers?|managers?|misc|base|impl)")
VERB_NOUN = re.compile(r"[a-z]+(_[a-z]+)+")
VERBS_WITHOUT_A_NOUN = {"register"}


def test_the_folder_platform_does_not_hide_the_standard_librarys():
    assert not (HOUSE / "platform" / "__init__.py").exists()
    found = importlib.import_module("platform").__file__ or ""
    assert Path(found) == Path(sysconfig.get_path("stdlib")) / "platform.py"


def test_no_file_has_a_name_that_says_nothing():
    assert [str(path) for path in SOURCES if SAYS_NOTHING.fullmatch(path.stem)] == []


def test_every_folder_of_code_is_a_package_or_the_walls_do_not_see_it():
    roots = (HOUSE / "modules", HOUSE / "platform/souk", HOUSE / "platform/shop")
    folders = {path.parent for root in roots for path in root.rglob("*.py")}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_every_module_has_its_pieces():
    assert MODULES
    pieces = [module / piece for module in MODULES for piece in PIECES]
    assert [str(piece) for piece in pieces if not piece.is_file()] == []
    tables = [[module / name for name in TABLES if (module / name).is_file()] for module in MODULES]
    assert [found for found in tables if len(found) != 1] == []


def test_every_module_has_its_migrations_and_its_suite():
    for module in MODULES:
        assert list((HOUSE / "migrations" / module.name).glob("0001_*.py")), module.name
        assert (HOUSE / "tests" / module.name / "conftest.py").is_file(), module.name


def test_a_slice_is_named_after_what_it_does():
    names = {folder.name for folder in SLICES}
    assert [name for name in names - VERBS_WITHOUT_A_NOUN if not VERB_NOUN.fullmatch(name)] == []


def test_a_slice_is_one_use_case_and_at_most_one_endpoint():
    for folder in SLICES:
        files = {path.name for path in folder.iterdir()} - {"__pycache__"}
        assert files & USE_CASES, f"{folder} does nothing"
        assert files <= {"__init__.py", "endpoint.py", *USE_CASES}, f"{folder} holds more: {files}"


def test_every_slice_has_a_test_file_of_its_name():
    tests = {folder: HOUSE / "tests" / folder.parent.name / f"test_{folder.name}.py" for folder in SLICES}
    assert [str(folder) for folder, test in tests.items() if not test.is_file()] == []
