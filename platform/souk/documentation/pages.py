"""All pages of a registry: one for each module, one for the platform, one for the whole."""

from souk.documentation.contracts import contracts, jobs
from souk.documentation.diagrams import components, containers, context
from souk.documentation.lifecycles import lifecycles
from souk.documentation.markdown import code, page, section, table
from souk.documentation.neighbours import Users, kind_of, neighbours, users_of_messages
from souk.documentation.routes import permissions, routes
from souk.documentation.tables import tables
from souk.modules import Module, Registry

NOTICE = (
    "<!-- Written by `souk docs` from what the modules declare. Change the declarations, not this page. -->"
)


def pages(registry: Registry) -> dict[str, str]:
    """Return every page by its file name. The same declarations give the same text."""
    users = users_of_messages(registry)
    found = {"README.md": _overview(registry, users)}
    for module in registry.declarations:
        found[f"{module.name}.md"] = _about(module, registry, users)
    return found


def _about(module: Module, registry: Registry, users: Users) -> str:
    return page(
        NOTICE,
        f"# {module.name}",
        module.summary,
        routes(module),
        permissions(module),
        lifecycles(module),
        contracts(module),
        neighbours(module, registry, users),
        jobs(module),
        tables(module),
    )


def _overview(registry: Registry, users: Users) -> str:
    modules = [
        (f"[{module.name}]({module.name}.md)", module.summary, *_counts(module))
        for module in registry.declarations
    ]
    headings = ("module", "is about", "routes", "contracts", "events", "jobs", "tables")
    names = [
        (code(wire), kind_of(message), ", ".join(users[wire]))
        for wire, message in sorted(registry.wires().items())
    ]
    return page(
        NOTICE,
        "# The modules",
        table(headings, modules),
        section("Surroundings", context(registry)),
        section("Processes", containers(registry)),
        section("Modules", "An arrow means: needs the contracts of.", components(registry, users)),
        section("On the wire", table(("name and version", "kind", "used by"), names)),
    )


def _counts(module: Module) -> tuple[str, ...]:
    promised = [handling for handling in module.handlers if handling.message.wire]
    parts = (module.routes, promised, module.events, module.jobs, module.tables.tables)
    return tuple(str(len(part)) for part in parts)
