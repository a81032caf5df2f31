"""The map of a workflow: every figure of it worked out by hand."""

from datetime import timedelta

import pytest

from souk.kernel import NotFound, new_id
from souk.messages import LacksCapability
from souk.testing import Stage, customer, staff
from souk.workflow import Decision
from souk.workflow.map_query import AskMap
from souk.workflow.maps import WorkflowMap
from souk.workflow.permissions import WORKFLOWS
from tests.souk.workflow.toys import CANCELLED, COMPLETED, FAILED, STARTED, lived, step, tracked

READER = staff(WORKFLOWS)


async def drawn(
    stage: Stage, *, since: timedelta = timedelta(days=7), stuck_after: float = 3600
) -> WorkflowMap:
    until = stage.clock.now() + timedelta(seconds=1)
    query = AskMap(
        workflow="users", since=until - since, until=until, stuck_after=timedelta(seconds=stuck_after)
    )
    return await stage.ask(query, READER)


def transitions(found: WorkflowMap) -> dict:
    return {(t.source, t.target): (t.count, t.mean_seconds, t.p95_seconds) for t in found.transitions}


def steps(found: WorkflowMap) -> dict:
    return {s.step: s for s in found.steps}


async def test_counts_and_times_steps_and_transitions(stage: Stage):
    # Reserving takes 1, 2 and 6 s. From its end to the charge's start: 10 and 20 s. Charging takes 4 s, once.
    await lived(
        stage,
        new_id(),
        [
            (0, "reserve", STARTED),
            (1, "reserve", COMPLETED),
            (10, "charge", STARTED),
            (4, "charge", COMPLETED),
        ],
    )
    await lived(
        stage,
        new_id(),
        [(0, "reserve", STARTED), (2, "reserve", COMPLETED), (20, "charge", STARTED), (8, "charge", FAILED)],
    )
    await lived(stage, new_id(), [(0, "reserve", STARTED), (6, "reserve", FAILED), (1, "cancel", CANCELLED)])

    found = await drawn(stage)
    assert found.instances == 3
    assert transitions(found) == {
        (None, "reserve"): (3, None, None),
        ("reserve", "charge"): (2, 15.0, 19.5),  # p95 of 10 and 20, interpolated: 0.95 of the way
        ("reserve", "cancel"): (1, 1.0, 1.0),
    }
    reserve, charge, cancel = found.steps
    assert (reserve.step, reserve.visits, reserve.completed, reserve.failed) == ("reserve", 3, 2, 1)
    assert (reserve.mean_seconds, reserve.p95_seconds) == (
        3.0,
        pytest.approx(5.6),
    )  # 1, 2 and 6: 2 + 0.9 of 4
    assert (charge.visits, charge.completed, charge.failed) == (2, 1, 1)
    assert (charge.mean_seconds, charge.p95_seconds) == (6.0, pytest.approx(7.8))  # 4 and 8
    assert (cancel.visits, cancel.cancelled, cancel.mean_seconds) == (
        1,
        1,
        None,
    )  # it took no time of its own


async def test_a_step_that_is_tried_again_is_another_visit(stage: Stage):
    story = [(0, "charge", STARTED), (1, "charge", FAILED), (60, "charge", STARTED), (1, "charge", COMPLETED)]
    await lived(stage, new_id(), story)
    found = await drawn(stage)
    assert transitions(found) == {(None, "charge"): (1, None, None), ("charge", "charge"): (1, 60.0, 60.0)}
    assert steps(found)["charge"].visits == 2


async def test_what_a_decision_chose_is_told_on_the_way_from_it(stage: Stage):
    for chosen, then in [("ship", "pack"), ("ship", "pack"), ("wait", "restock")]:
        order = new_id()
        decision = Decision(
            workflow="users", instance=order, question="in_stock", chosen=chosen, reason="counted"
        )
        await tracked(stage, decision, step(order, then, COMPLETED))
    found = await drawn(stage)
    ways = {(t.source, t.choice, t.target): t.count for t in found.transitions}
    assert ways == {
        (None, None, "in_stock"): 3,
        ("in_stock", "ship", "pack"): 2,
        ("in_stock", "wait", "restock"): 1,
    }
    assert steps(found)["in_stock"].decides
    assert not steps(found)["pack"].decides


async def test_tells_who_is_stuck_where_and_for_how_long(stage: Stage):
    first, second, third, recent = new_id(), new_id(), new_id(), new_id()
    await lived(stage, first, [(0, "reserve", COMPLETED), (0, "charge", STARTED)])
    await lived(stage, second, [(600, "charge", STARTED)])
    await lived(stage, third, [(0, "charge", STARTED), (1, "charge", COMPLETED)])
    stage.clock.advance(seconds=3600 - 1)
    await lived(stage, recent, [(0, "charge", STARTED)])

    stuck = steps(await drawn(stage, stuck_after=3600))["charge"].stuck
    assert stuck is not None
    assert (stuck.instances, stuck.longest_seconds, stuck.oldest_instance) == (2, 4200.0, first)
    lately = steps(await drawn(stage, stuck_after=3601))["charge"].stuck
    assert lately is not None
    assert (lately.instances, lately.oldest_instance) == (1, first)
    assert steps(await drawn(stage, stuck_after=4201))["charge"].stuck is None


async def test_looks_at_its_window_only_but_at_everybody_who_is_stuck(stage: Stage):
    await lived(stage, new_id(), [(0, "reserve", COMPLETED), (1, "charge", STARTED)])
    bystander = new_id()
    await lived(stage, bystander, [(0, "reserve", STARTED)])
    stage.clock.advance(days=8)
    await lived(stage, bystander, [(0, "reserve", COMPLETED)])

    found = await drawn(stage, since=timedelta(days=7))
    assert found.instances == 0
    assert found.transitions == []
    week = timedelta(days=8).total_seconds()
    reserve, charge = found.steps
    assert (reserve.step, reserve.visits, reserve.completed, reserve.mean_seconds) == ("reserve", 0, 1, week)
    assert (charge.step, charge.visits) == ("charge", 0)
    assert charge.stuck is not None
    assert charge.stuck.longest_seconds == week
    assert (await drawn(stage, since=timedelta(days=9))).instances == 2


async def test_knows_no_workflow_of_which_nothing_was_tracked(stage: Stage):
    with pytest.raises(NotFound):
        await drawn(stage)


async def test_shows_nothing_to_who_may_not_see_it(stage: Stage):
    now = stage.clock.now()
    query = AskMap(workflow="users", since=now, until=now, stuck_after=timedelta(1))
    with pytest.raises(LacksCapability):
        await stage.ask(query, customer())
