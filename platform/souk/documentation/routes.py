"""The routes of a module, and what each asks of the person who calls it."""

from souk.documentation.markdown import code, section, table
from souk.http.routes import Endpoint
from souk.modules import Module


def routes(module: Module) -> str:
    rows = [
        (
            f"{code(f'{route.method} {route.path}')}",
            route.policy.name,
            " ".join(route.summary.partition("\n\n")[0].split()),
            _refusals(route),
        )
        for route in sorted(module.routes, key=lambda route: (route.path, route.method))
    ]
    return section("Routes", table(("route", "who", "does", "may refuse"), rows))


def permissions(module: Module) -> str:
    rows = [
        (code(capability.name), capability.meaning)
        for capability in sorted(module.permissions, key=lambda capability: capability.name)
    ]
    return section("Permissions", table(("capability", "lets a person"), rows))


def _refusals(route: Endpoint) -> str:
    refusals = sorted(route.refuses, key=lambda refusal: (refusal.status, refusal.code))
    return ", ".join(f"{refusal.status} {code(refusal.code)}" for refusal in refusals)
