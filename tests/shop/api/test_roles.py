"""Every route and every role that comes with the shop, with real accounts and real tokens."""

import pytest

from modules.users.assign_roles.handler import AssignRoles
from modules.users.domain.roles import SHIPPED, Role, capabilities_of
from modules.users.log_in.handler import LogIn
from modules.users.register.handler import Register
from souk.messages import SYSTEM
from souk.testing import Stage
from tests.shop.api.routes import REGISTRY, ROUTES, example_body, example_path, name_of

DECLARED = [capability.name for capability in REGISTRY.capabilities]
ANN = Register(email="ann@example.com", password="correct horse", first_name="Ann", last_name="Lee")
TURNED_AWAY = {"unauthenticated", "lacks_capability"}
ENDS_THE_SESSION = {"POST /api/users/logout", "POST /api/users/logout-all", "DELETE /api/users/me"}


@pytest.mark.parametrize("role", SHIPPED, ids=lambda role: role.value)
async def test_security_19_a_role_opens_the_routes_of_its_capabilities_and_no_other(stage: Stage, role: Role):
    ann = await stage.do(ANN)
    await stage.do(AssignRoles(user_id=ann.id, roles=(role.value,), version=None), SYSTEM)
    granted = await stage.do(LogIn(email=ANN.email, password=ANN.password))
    may = capabilities_of([role], DECLARED)
    looking = [route for route in ROUTES if route.policy.looks and name_of(route) not in ENDS_THE_SESSION]
    wrong = []
    async with stage.client(authorization=f"Bearer {granted.access_token}") as client:
        for route in looking:
            answer = await client.request(
                route.method,
                example_path(route),
                json=example_body(route),
                headers={"idempotency-key": name_of(route)},
            )
            code = answer.json().get("code", "") if answer.status_code in {401, 403} else ""
            wanted = not route.policy.capability or route.policy.capability in may
            if wanted == (code in TURNED_AWAY):
                wrong.append((name_of(route), answer.status_code, code))
    assert wrong == []


@pytest.mark.parametrize(
    ("role", "module", "may"),
    [
        (Role.SUPPORT, "orders", {"read", "fulfil", "cancel", "refund", "return", "note"}),
        (Role.SUPPORT, "payments", {"see"}),
        (Role.FINANCE, "orders", {"read", "refund", "report", "price"}),
        (Role.FINANCE, "payments", {"see", "capture", "refund", "reconcile"}),
        (Role.CATALOGUE_MANAGER, "catalog", {"edit", "stock", "reviews"}),
        (Role.CATALOGUE_MANAGER, "orders", set()),
    ],
)
def test_each_role_holds_what_its_work_needs_of_the_modules_as_they_are(role: Role, module: str, may: set):
    held = capabilities_of([role], DECLARED)
    assert {name.partition(":")[2] for name in held if name.startswith(f"{module}:")} == may


def test_each_role_but_the_customers_opens_something():
    opened = {role: capabilities_of([role], DECLARED) for role in SHIPPED}
    assert opened.pop(Role.CUSTOMER) == frozenset()
    assert all(opened.values())
