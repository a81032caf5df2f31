"""Writes the files of a new slice or module from the templates beside this file, and wires them in."""

import re
from collections.abc import Mapping
from pathlib import Path
from string import Template

from souk.startup import StartFailed

TEMPLATES = Path(__file__).parent
LONGEST_LINE = 110
WORDS = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
SLICE_FILES = {
    "modules/{module}/{name}/__init__.py": "slice/__init__.py.txt",
    "modules/{module}/{name}/handler.py": "slice/handler.py.txt",
    "modules/{module}/{name}/endpoint.py": "slice/endpoint.py.txt",
    "tests/{module}/test_{name}.py": "slice/test.py.txt",
}
MODULE_FILES = {
    "modules/{module}/__init__.py": "module/__init__.py.txt",
    "modules/{module}/contracts/__init__.py": "module/contracts.py.txt",
    "modules/{module}/domain/__init__.py": "module/domain.py.txt",
    "modules/{module}/tables.py": "module/tables.py.txt",
    "modules/{module}/permissions.py": "module/permissions.py.txt",
    "modules/{module}/module.py": "module/module.py.txt",
    "migrations/{module}/0001_beginning.py": "module/migration.py.txt",
    "tests/{module}/conftest.py": "module/conftest.py.txt",
}


def make_slice(root: Path, module: str, name: str) -> list[Path]:
    """Write modules/<module>/<name>/ with its test, and wire it into the module."""
    _check(module)
    _check(name)
    wiring = root / "modules" / module / "module.py"
    if not wiring.is_file():
        raise StartFailed(f"There is no module {module}.", f"Make it with `souk new module {module}`.")
    if "_" not in name:
        raise StartFailed(
            f"{name} is no slice.", "A slice is named after what it does: verb_noun, print_invoice."
        )
    written = _write(root, SLICE_FILES, _words(module, name))
    _wire(wiring, module, name)
    return [*written, wiring]


def make_module(root: Path, module: str) -> list[Path]:
    """Write an empty module with its first migration and its suite, and mount it."""
    _check(module)
    written = _write(root, MODULE_FILES, _words(module, module))
    mounted = root / "platform" / "shop" / "mounted.py"
    text = mounted.read_text()
    mounts = re.compile(r"^import (modules\S+) as", re.MULTILINE)
    line = f"import modules.{module}.module as {module}\n"
    behind = [found.start() for found in mounts.finditer(text) if found[1] > f"modules.{module}.module"]
    place = behind[0] if behind else text.index("from souk")
    text = text[:place] + line + text[place:]
    mounted.write_text(text.replace("\n]", f"\n    {module}.module,\n]", 1))
    return [*written, mounted]


def _write(root: Path, files: Mapping[str, str], words: Mapping[str, str]) -> list[Path]:
    targets = {root / place.format(**words): TEMPLATES / template for place, template in files.items()}
    for path in targets:
        if path.exists():
            raise StartFailed(f"{path.relative_to(root)} is there already.", "Choose another name.")
    for path, template in targets.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(Template(template.read_text()).substitute(words))
    return list(targets)


def _wire(wiring: Path, module: str, name: str) -> None:
    """Add the imports where the order wants them, the route and the handler."""
    text = wiring.read_text()
    for line in (
        f"from modules.{module}.{name}.endpoint import post_{name}",
        f"from modules.{module}.{name}.handler import {name}",
    ):
        text = _imported(text, line)
    text = _with_handles(text)
    text = _append(text, "routes", f"post_{name}")
    wiring.write_text(_append(text, "handlers", f"handles({name})"))


def _imported(text: str, line: str) -> str:
    """Put the import before the first of ours that comes after it; all else stays as it is."""
    ours = re.compile(r"^from ((?:modules|souk)\S*) import", re.MULTILINE)
    behind = next(found for found in ours.finditer(text) if found[1] > line.split()[1])
    return f"{text[: behind.start()]}{line}\n{text[behind.start() :]}"


def _with_handles(text: str) -> str:
    """Let the import from souk.modules, on one line or on several, name `handles` too."""
    found = re.search(r"^from souk\.modules import (\(.*?\)|.+?)$", text, re.MULTILINE | re.DOTALL)
    if found is None:
        return _imported(text, "from souk.modules import handles")
    names = set(re.findall(r"\w+", found[1])) | {"handles"}
    ordered = sorted(names, key=lambda each: (each[0].islower(), each))
    line = f"from souk.modules import {', '.join(ordered)}"
    if len(line) > LONGEST_LINE:
        line = "from souk.modules import (\n" + "".join(f"    {each},\n" for each in ordered) + ")"
    return text[: found.start()] + line + text[found.end() :]


def _append(text: str, parameter: str, entry: str) -> str:
    """Add an entry at the end of `parameter=[…]`."""
    start = text.index(f"{parameter}=[") + len(parameter) + 2
    depth, position = 1, start
    while depth:
        depth += {"[": 1, "]": -1}.get(text[position], 0)
        position += 1
    inner = text[start : position - 1].rstrip().rstrip(",")
    joined = f"{inner}, {entry}" if inner.strip() else entry
    closing = ",\n        " if "\n" in inner else ""
    return text[:start] + joined + closing + text[position - 1 :]


def _words(module: str, name: str) -> dict[str, str]:
    sentence = name.replace("_", " ").capitalize()
    camel = "".join(word.capitalize() for word in name.split("_"))
    return {
        "module": module,
        "Module": module.capitalize(),
        "name": name,
        "Name": camel,
        "path": name.replace("_", "-"),
        "Sentence": sentence,
    }


def _check(name: str) -> None:
    if not WORDS.fullmatch(name):
        raise StartFailed(f"{name} cannot be a name here.", "Use lower-case words joined by underscores.")
