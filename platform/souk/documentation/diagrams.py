"""The whole in three pictures, from afar to near: its surroundings, its processes, its modules."""

from collections.abc import Iterator

from souk.documentation.markdown import diagram
from souk.documentation.neighbours import Users, arrows
from souk.modules import Registry

LOOKS = [
    "classDef person fill:#08427b,stroke:#052e56,color:#fff",
    "classDef inside fill:#1168bd,stroke:#0b4884,color:#fff",
    "classDef store fill:#438dd5,stroke:#2e6295,color:#fff",
    "classDef outside fill:#8a8a8a,stroke:#6b6b6b,color:#fff",
]


def context(registry: Registry) -> str:
    return diagram(_context(registry))


def containers(registry: Registry) -> str:
    return diagram(_containers(registry))


def components(registry: Registry, users: Users) -> str:
    return diagram(_components(registry, users))


def _context(registry: Registry) -> Iterator[str]:
    yield "flowchart TD"
    yield '    customer(["Customers and guests"]):::person'
    yield '    staff(["Staff"]):::person'
    yield '    souk["<b>Souk</b><br/>the shop behind one HTTP API"]:::inside'
    yield '    customer -->|"look, buy, ask where it is"| souk'
    yield '    staff -->|"run the shop"| souk'
    outside = [(module.name, check.name) for module in registry.declarations for check in module.health]
    for number, (module, name) in enumerate(sorted(outside)):
        yield f'    outside{number}["{name}"]:::outside'
        yield f'    souk -->|"{module} needs it"| outside{number}'
    yield from (f"    {look}" for look in LOOKS)


def _containers(registry: Registry) -> Iterator[str]:
    names = ", ".join(registry.names)
    yield "flowchart TD"
    yield '    client(["Storefront, back office"]):::person'
    yield '    operator(["Operator"]):::person'
    yield '    subgraph souk["Souk: one program, every process with every module"]'
    yield f'        web["<b>web</b><br/>serves {len(registry.routes)} routes"]:::inside'
    yield '        worker["<b>worker</b><br/>delivers events, runs jobs"]:::inside'
    yield '        line["<b>souk</b><br/>the command line"]:::inside'
    yield "    end"
    yield f'    postgres[("<b>PostgreSQL</b><br/>a schema and a role each: {names}, souk")]:::store'
    yield '    valkey[("<b>Valkey</b><br/>makes things fast, holds no truth")]:::store'
    yield '    client -->|"JSON over HTTP"| web'
    yield "    operator --> line"
    yield '    web -->|"SQL"| postgres'
    yield '    worker -->|"SQL"| postgres'
    yield '    line -->|"SQL"| postgres'
    yield "    web --> valkey"
    yield "    worker --> valkey"
    yield from (f"    {look}" for look in LOOKS)


def _components(registry: Registry, users: Users) -> Iterator[str]:
    yield "flowchart TD"
    ways = arrows(registry, users)
    needed = {owner for _, owner in ways}
    for module in registry.declarations:
        if module.name in registry.modules or module.name in needed:
            look = "inside" if module.name in registry.modules else "store"
            yield f'    {module.name}["<b>{module.name}</b><br/>{module.summary}"]:::{look}'
    for (user, owner), said in ways.items():
        yield f'    {user} -->|"{"<br/>".join(said)}"| {owner}'
    yield from (f"    {look}" for look in LOOKS)
