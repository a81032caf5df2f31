"""Steps and decisions are tracked in the transaction that makes them true."""

import asyncio
from decimal import Decimal
from enum import StrEnum

import msgspec
import pytest

from souk.database.committing import committing
from souk.kernel import Money, new_id
from souk.messages import SYSTEM, Context
from souk.testing import Stage, customer, staff
from souk.workflow import Decision, NotKept, track
from souk.workflow.permissions import WORKFLOWS
from souk.workflow.timeline import AskTimeline, Sum, Timeline
from tests.souk.workflow.toys import (
    COMPLETED,
    FAILED,
    STARTED,
    Address,
    ChangedItsMind,
    step,
    tracked,
)

READER = staff(WORKFLOWS)


class Decline(StrEnum):
    INSUFFICIENT_FUNDS = "insufficient_funds"


async def timeline(stage: Stage, instance) -> Timeline:
    return await stage.ask(AskTimeline(workflow="users", instance=instance), READER)


async def count(stage: Stage) -> int:
    (row,) = await stage.rows("SELECT count(*) AS rows FROM souk.workflow_step")
    return row["rows"]


async def test_tells_what_happened_when_by_whom_why_and_with_which_values(stage: Stage):
    ann, order, payment = customer(), new_id(), new_id()
    began = stage.clock.now()
    await tracked(stage, step(order, "reserve_stock", STARTED), actor=ann)
    stage.clock.advance(seconds=2)
    await tracked(
        stage,
        step(order, "reserve_stock", COMPLETED),
        Decision(
            workflow="users",
            instance=order,
            question="how_to_charge",
            chosen="by_card",
            reason="the customer has a card on file",
            detail={"amount": Money(minor=59999, currency="EUR"), "payment": payment, "attempt": 1},
        ),
    )
    await tracked(
        stage,
        step(order, "charge", FAILED, reason="declined", detail={"code": Decline.INSUFFICIENT_FUNDS}),
    )

    told = await timeline(stage, order)
    assert [(m.step, m.state, m.took_seconds) for m in told.moments] == [
        ("reserve_stock", "started", None),
        ("reserve_stock", "completed", 2.0),
        ("how_to_charge", "decided", None),
        ("charge", "failed", None),
    ]
    first, _, decision, failure = told.moments
    assert (first.at, first.actor_kind, first.actor_id, first.cause) == (began, "person", ann.id, "test")
    assert (decision.chosen, decision.reason) == ("by_card", "the customer has a card on file")
    assert decision.actor_kind == SYSTEM.kind
    assert decision.detail == {
        "amount": Sum(amount=Decimal("599.99"), currency="EUR"),
        "payment": str(payment),
        "attempt": 1,
    }
    assert (failure.reason, failure.detail) == ("declined", {"code": "insufficient_funds"})


async def test_a_step_is_committed_with_the_work_or_not_at_all(stage: Stage):
    order = new_id()
    with pytest.raises(ChangedItsMind):
        await tracked(stage, step(order, "reserve_stock", STARTED), then_refuse=True)
    assert await count(stage) == 0
    assert await stage.rows("SELECT * FROM souk.workflow_instance") == []
    await tracked(stage, step(order, "reserve_stock", STARTED))
    assert await count(stage) == 1


@pytest.mark.parametrize("foreign", ["orders", "users_of_others", "orders.users"])
async def test_a_module_tracks_its_own_workflows_only(stage: Stage, foreign: str):
    with pytest.raises(Exception, match="users tracks its own workflows only"):
        await tracked(stage, step(new_id(), "reserve_stock", STARTED, workflow=foreign))
    assert await count(stage) == 0


async def test_a_module_may_have_several_workflows(stage: Stage):
    await tracked(stage, step(new_id(), "open", STARTED, workflow="users.erasure"))
    assert await count(stage) == 1


async def test_refuses_what_is_marked_personal(stage: Stage):
    with pytest.raises(NotKept, match="to is a Address"):
        await tracked(stage, step(new_id(), "ship", STARTED, detail={"to": Address(street="Elm Street 1")}))
    assert await count(stage) == 0


@pytest.mark.parametrize("text", ["Ann Lee", ["ann@example.com"], 1.5])
async def test_refuses_what_is_neither_an_id_nor_an_amount_nor_a_code(stage: Stage, text: object):
    with pytest.raises(NotKept, match="the tracker keeps ids, amounts and codes"):
        await tracked(stage, step(new_id(), "ship", STARTED, detail={"to": text}))
    assert await count(stage) == 0


async def test_refuses_a_step_without_a_proper_name(stage: Stage):
    with pytest.raises(msgspec.ValidationError):
        await tracked(stage, step(new_id(), "Ship to Ann Lee", STARTED))


async def test_nobody_rewrites_what_happened(stage: Stage):
    await tracked(stage, step(new_id(), "ship", STARTED))
    for change in ("UPDATE souk.workflow_step SET step = 'x'", "DELETE FROM souk.workflow_step"):
        with pytest.raises(Exception, match="append-only"):
            await stage.rows(change)


async def test_steps_that_overlap_each_end_their_own(stage: Stage):
    order = new_id()
    for seconds, name, state in [
        (0, "refund", STARTED),
        (10, "release_stock", STARTED),
        (20, "refund", COMPLETED),
        (5, "release_stock", COMPLETED),
    ]:
        stage.clock.advance(seconds=seconds)
        await tracked(stage, step(order, name, state))
    took = [(m.step, m.took_seconds) for m in (await timeline(stage, order)).moments if m.took_seconds]
    assert took == [("refund", 30.0), ("release_stock", 25.0)]


async def test_transactions_that_track_one_instance_follow_each_other(stage: Stage):
    order = new_id()

    async def once(name: str) -> None:
        async with committing(stage.runtime.switchboard.transaction("users", Context())) as tx:
            await track(tx, step(order, name, COMPLETED))

    await asyncio.gather(*(once(f"step_{number}") for number in range(8)))
    rows = await stage.rows("SELECT step, after_step FROM souk.workflow_step ORDER BY id")
    assert [row["after_step"] for row in rows] == [None, *(row["step"] for row in rows[:-1])]
