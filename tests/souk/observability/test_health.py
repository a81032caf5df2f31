"""What is told of a process: a module that fails is told, and takes no other with it."""

import asyncio

from souk.observability.health import Checkup
from souk.observability.metrics import METRICS


async def works() -> None:
    """Do."""


async def fails() -> None:
    raise ConnectionError("the canary is in the log alone")


async def looked(needed: dict, useful: dict) -> tuple[str, dict[str, str]]:
    checkup = Checkup(needed, useful)
    found = await checkup.look()
    return checkup.whole(found), {each.part: each.state for each in found}


async def test_all_is_well():
    assert await looked({"users": works}, {"valkey": works}) == (
        "healthy",
        {"users": "healthy", "valkey": "healthy"},
    )


async def test_one_module_that_fails_leaves_the_others_serving():
    whole, parts = await looked({"catalog": fails, "payments": works}, {})
    assert (whole, parts) == ("degraded", {"catalog": "unhealthy", "payments": "healthy"})


async def test_where_no_module_can_be_served_there_is_nothing_to_send_requests_to():
    whole, _ = await looked({"catalog": fails, "payments": fails}, {"valkey": works})
    assert whole == "unhealthy"


async def test_what_is_only_useful_degrades():
    whole, parts = await looked({"payments": works}, {"payments: stripe": fails})
    assert (whole, parts["payments: stripe"]) == ("degraded", "degraded")


async def test_what_is_vital_decides_alone():
    checkup = Checkup({"users": works}, {}, vital={"staying": fails})
    assert checkup.whole(await checkup.look()) == "unhealthy"


async def test_prometheus_is_told_and_told_again_when_it_is_well():
    for check, figure in ((fails, 0.5), (works, 1.0)):
        await looked({}, {"seldom": check})
        assert METRICS.get_sample_value("souk_health", {"part": "seldom"}) == figure


async def test_many_who_ask_at_once_cost_the_database_one_look():
    looks, leaving = list[str](), list[str]()

    async def count() -> None:
        looks.append("users")

    async def stay() -> None:
        if leaving:
            raise ConnectionError

    checkup = Checkup({"users": count}, {}, vital={"staying": stay}, fresh_seconds=3600.0)
    await asyncio.gather(*(checkup.look() for _ in range(20)))
    assert looks == ["users"]
    leaving.append("now")
    assert checkup.whole(await checkup.look()) == "unhealthy"
    assert looks == ["users"]
