"""Who talks to whom, read from what the modules import and declare."""

import ast
import sys
from pathlib import Path

from souk.kernel import Value
from souk.modules.declarations import Module
from souk.modules.registry import Registry


class Use(Value):
    """A message on the wire, who owns it, and which modules import it."""

    wire: str
    owner: str
    users: list[str]


def uses(registry: Registry) -> list[Use]:
    """Return every message with a wire name, in order of the names."""
    imported = {name: _imported_names(module) for name, module in registry.modules.items()}
    found = []
    for wire, kind in sorted(registry.wires().items()):
        owner = wire.partition(".")[0]
        others = [
            name
            for name, names in imported.items()
            if name != owner and (kind.__module__, kind.__name__) in names
        ]
        found.append(Use(wire=wire, owner=owner, users=others))
    return found


def mermaid(registry: Registry) -> str:
    """Return a diagram: an arrow means `imports the contracts of`."""
    lines = ["graph TD"]
    for name, module in registry.modules.items():
        lines.append(f"    {name}")
        lines += [f"    {name} --> {other}" for other in sorted(_neighbours(module, registry))]
    return "\n".join(lines)


def _neighbours(module: Module, registry: Registry) -> set[str]:
    sources = {source for source, _ in _imported_names(module)}
    parts = [source.split(".") for source in sources]
    others = {part[1] for part in parts if len(part) > 2 and part[0] == "modules" and part[2] == "contracts"}  # noqa: PLR2004
    return (others & registry.modules.keys()) - {module.name}


def _imported_names(module: Module) -> set[tuple[str, str]]:
    """Read the module's source files for what they import by name."""
    package = sys.modules.get(f"modules.{module.name}")
    if package is None or package.__file__ is None:
        return set()
    folder = Path(package.__file__).parent
    trees = [ast.parse(path.read_text()) for path in folder.rglob("*.py")]
    return {
        (node.module, alias.name)
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }
