"""What staff see of the modules."""

from souk.events.permissions import SEE_EVENTS
from souk.kernel import Money
from souk.observability.health import Checkup
from souk.testing import Stage, customer, staff
from tests.souk.webhooks.toys import Sold

PATH = "/api/admin/modules"
SOLD = Sold(thing="lamp", unit_price=Money(minor=1050, currency="EUR"))


async def works() -> None:
    """Do."""


async def fails() -> None:
    raise ConnectionError


async def shown(stage: Stage) -> dict:
    async with stage.client(staff(SEE_EVENTS)) as client:
        answer = await client.get(PATH)
    assert answer.status_code == 200, answer.text
    modules = {module["name"]: module for module in answer.json()["items"]}
    return modules["users"]


async def test_shows_what_a_module_brings(stage: Stage):
    module = await shown(stage)
    assert Sold.wire in module["events"]
    assert module["version"]
    assert (module["pending"], module["oldestAt"], module["deadLetters"]) == (0, None, 0)


async def test_its_health_is_that_of_its_database_and_of_what_it_needs_outside(stage: Stage):
    for database, outside, health in (
        (works, works, "healthy"),
        (works, fails, "degraded"),
        (fails, works, "unhealthy"),
    ):
        await Checkup({"users": database}, {"users: somebody": outside}).look()
        assert (await shown(stage))["health"] == health


async def test_is_for_staff_alone(stage: Stage):
    async with stage.client(customer()) as client:
        assert (await client.get(PATH)).status_code == 403
