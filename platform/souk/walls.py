"""A wall for import-linter that names what may pass: whatever is new is kept out until it is let in."""

import sys
from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output
from importlinter.application.contract_utils import render_broken_contract_guidance
from importlinter.domain.helpers import module_expressions_to_modules
from importlinter.domain.imports import ImportExpression, ModuleExpression

Import = tuple[str, str]


class OnlyContract(Contract):
    """`importers` may import `may_import`, their own package and the standard library, and nothing else.

    Direct imports count: what stands behind an allowed module is that module's own affair. Importers
    that do not exist are a mistake in the contract, so that no wall can come to guard nothing.
    """

    importers = fields.SetField(subfield=fields.ModuleExpressionField())
    may_import = fields.SetField(subfield=fields.ModuleExpressionField())
    besides = fields.SetField(subfield=fields.ImportExpressionField(), required=False)
    broken_contract_guidance = fields.TextField(required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002
        allowed = _names(graph, self.may_import)
        besides = cast(set[ImportExpression] | None, self.besides) or set()
        found = [
            (importer, imported)
            for package in sorted(_names(graph, self.importers, required=True))
            for importer in sorted({package, *graph.find_descendants(package)})
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if not _within(imported, {package, *allowed}) and imported not in sys.stdlib_module_names
            if not any(_let_in(importer, imported, each) for each in besides)
        ]
        return ContractCheck(kept=not found, metadata={"imports": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in cast(list[Import], check.metadata["imports"]):
            output.print_error(f"- {importer} -> {imported}", bold=False)
        output.new_line()
        render_broken_contract_guidance(cast(str | None, self.broken_contract_guidance))


def _names(graph: ImportGraph, expressions: object, *, required: bool = False) -> set[str]:
    known = cast(set[ModuleExpression], expressions)
    found = module_expressions_to_modules(graph, known, raise_if_unmatched=required)
    return {module.name for module in found}


def _let_in(importer: str, imported: str, door: ImportExpression) -> bool:
    return importer == door.importer.expression and _within(imported, {door.imported.expression})


def _within(module: str, packages: set[str]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)
