"""Every message passes one pipeline: checked, limited, in a transaction of its own."""

import msgspec
import pytest

from souk.bus.failures import TookTooLong
from souk.database import TooLateToAsk
from souk.messages import SYSTEM, LacksCapability, Query
from souk.outbox.safe_types import CarriesPersonalData
from souk.pipeline import NobodyHandles
from souk.testing import Stage, customer, staff
from tests.souk.pipeline.toys import SHARED, Bells, Guarded, Polish, Ring, Rung, Sleep, TooLoud


class Unknown(Query[int], wire="catalog.unknown.v1"):
    pass


async def test_answers_a_query(stage: Stage):
    assert await stage.ask(Bells(most=1)) == ["great"]


async def test_what_comes_back_shares_nothing_with_the_handler(stage: Stage):
    answer = await stage.ask(Bells())
    answer.append("mine")
    assert SHARED == ["great", "small"]


async def test_checks_a_message_that_was_made_in_python(stage: Stage):
    with pytest.raises(msgspec.ValidationError):
        await stage.ask(Bells(most=0))


async def test_says_that_nobody_handles_a_message(stage: Stage):
    with pytest.raises(NobodyHandles, match="Unknown"):
        await stage.ask(Unknown())


async def test_gives_up_on_a_handler_that_takes_too_long(stage: Stage):
    with pytest.raises(TookTooLong):
        await stage.ask(Sleep(seconds=5))


async def test_commits_events_and_jobs_with_the_handlers_work(stage: Stage):
    assert (await stage.do(Ring(bell="great"))).times == 2
    assert await stage.published(Rung) == [Rung(bell="great")]
    assert await stage.enqueued(Polish) == [Polish(bell="great")]


@pytest.mark.parametrize(
    ("then", "error"),
    [("refuse", TooLoud), ("ask too late", TooLateToAsk), ("gossip", CarriesPersonalData)],
)
async def test_commits_nothing_when_the_handler_fails(stage: Stage, then: str, error: type[Exception]):
    with pytest.raises(error):
        await stage.do(Ring(bell="great", then=then))
    assert await stage.published(Rung) == []
    assert await stage.enqueued(Polish) == []


async def test_a_module_publishes_in_its_own_name_only(stage: Stage):
    with pytest.raises(Exception, match="speaks in its own name only"):
        await stage.do(Ring(bell="great", then="forge"))
    assert await stage.published(Rung) == []


@pytest.mark.security(46)
async def test_the_module_that_acts_checks_the_capability_itself(stage: Stage):
    with pytest.raises(LacksCapability):
        await stage.do(Guarded(), customer())
    await stage.do(Guarded(), staff("users:ring"))
    await stage.do(Guarded(), SYSTEM)


@pytest.mark.security(46)
async def test_the_actor_travels_with_the_event(stage: Stage):
    ann = customer()
    await stage.do(Ring(bell="great"), ann)
    (row,) = await stage.rows("SELECT context FROM souk.event")
    assert row["context"]["actor"]["id"] == str(ann.id)
    assert row["context"]["reason"] == "test"


async def test_a_fake_answers_and_remembers(stage: Stage):
    stage.fake(Bells, ["one"])
    assert (await stage.do(Ring(bell="great"))).times == 1
    assert stage.received(Bells) == [Bells()]
