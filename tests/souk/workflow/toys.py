"""A toy module whose one command tracks whatever it is told to, under the role of users."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import MetaData

from souk.database import Transaction
from souk.kernel import Personal, Refusal, Value
from souk.messages import SYSTEM, Actor, Command
from souk.modules import Module, Site, handles
from souk.testing import Stage
from souk.workflow import Decision, Step, StepState, track

STARTED, COMPLETED, FAILED, CANCELLED = StepState


class ChangedItsMind(Refusal):
    """The work was tracked, and then refused."""


class Address(Value):
    street: Personal[str]


class Work(Command[None]):
    """Track TODAY: the entries are no message, so they lie beside it."""

    then_refuse: bool = False


TODAY: list[Step | Decision] = []


async def work(tx: Transaction, command: Work) -> None:
    await track(tx, *TODAY)
    if command.then_refuse:
        raise ChangedItsMind


def workshop(_: Site) -> Module:
    return Module(name="users", summary="Works.", tables=MetaData(schema="users"), handlers=[handles(work)])


async def tracked(
    stage: Stage, *entries: Step | Decision, actor: Actor = SYSTEM, then_refuse: bool = False
) -> None:
    """Track the entries in a transaction of the toy module."""
    TODAY[:] = entries
    await stage.do(Work(then_refuse=then_refuse), actor)


def step(instance: UUID, name: str, state: StepState, workflow: str = "users", **more: object) -> Step:
    return Step(workflow=workflow, instance=instance, step=name, state=state, **more)


async def lived(stage: Stage, instance: UUID, story: Sequence[tuple[float, str, StepState]]) -> None:
    """Track one step after another, that many seconds after the one before."""
    for seconds, name, state in story:
        stage.clock.advance(seconds=seconds)
        await tracked(stage, step(instance, name, state))
