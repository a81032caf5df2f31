"""The suite of payments: the module alone, on its own database, with the sandbox writing to it."""

import msgspec
import pytest
import pytest_asyncio
from sqlalchemy import MetaData

from modules.payments.contracts.commands import RequestPayment
from modules.payments.module import module
from modules.payments.providers.chosen import Providers
from modules.payments.providers.settings import PaymentSettings
from modules.users.contracts.events import UserErased
from souk.jobs.acting import RunJob
from souk.kernel import Money, new_id
from souk.messages import Job
from souk.modules import Module, Site, configured_by
from souk.testing import Stage, staff, stage_of
from tests.payments.sandbox_at_hand import FAST, Letterbox, forget_circuits, providers_of

LETTERBOX = Letterbox()


@configured_by(PaymentSettings)
def build(site: Site):
    return module(site, post=LETTERBOX)


def users(_: Site) -> Module:
    """Users, as far as payments hears of them."""
    return Module(name="users", summary="People.", tables=MetaData(schema="users"), events=[UserErased])


database, bare_stage = stage_of(build, users, names=["payments", "users"], values=FAST)
_, bare_later_stage = stage_of(
    build, users, names=["payments", "users"], values={**FAST, "payments.take": "later"}
)


@pytest_asyncio.fixture
async def stage(bare_stage: Stage):
    await forget_circuits(bare_stage)
    LETTERBOX.stand_at(bare_stage)
    yield bare_stage
    LETTERBOX.stand_at(None)


@pytest_asyncio.fixture
async def later_stage(bare_later_stage: Stage):
    """The shop that authorizes first, and takes the money later."""
    await forget_circuits(bare_later_stage)
    LETTERBOX.stand_at(bare_later_stage)
    yield bare_later_stage
    LETTERBOX.stand_at(None)


@pytest.fixture
def providers(stage: Stage) -> Providers:
    return providers_of(stage)


@pytest.fixture
def sandbox(providers: Providers):
    return providers.sandbox


@pytest.fixture
def postman(providers: Providers):
    return providers.postman


@pytest.fixture
def sandbox_key(providers: Providers) -> bytes:
    return providers._sandbox_key


@pytest.fixture
def do_job(stage: Stage, till: "Till"):
    """Have a job done, as a schedule would."""

    async def do(job: Job) -> None:
        arguments = msgspec.to_builtins(job)
        id = await stage.do(RunJob(type=job.wire, arguments=arguments), staff("souk:run-jobs"))
        await stage.work()
        (row,) = await stage.rows("SELECT state, reason FROM souk.job WHERE id = :id", id=id)
        assert row["state"] == "done", row["reason"]
        await till.settle()

    return do


@pytest.fixture
def letterbox(stage: Stage) -> Letterbox:
    return LETTERBOX


class Till:
    """Asks for payments the way orders does, and looks at what became of them."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    async def ask(self, token: str | None = None, minor: int = 59999, **changes) -> RequestPayment:
        """Ask for a payment, and do not wait for what comes of it."""
        command = self.wish(token, minor, **changes)
        await self.stage.do(command)
        return command

    def wish(self, token: str | None = None, minor: int = 59999, **changes) -> RequestPayment:
        wish = {
            "payment_id": new_id(),
            "order_id": new_id(),
            "person_id": None,
            "amount": Money(minor=minor, currency="EUR"),
            "method": "credit_card",
            "token": token,
        }
        return RequestPayment(**(wish | changes))

    async def pay(self, token: str | None = None, minor: int = 59999, **changes) -> RequestPayment:
        command = await self.ask(token, minor, **changes)
        await self.settle()
        return command

    async def settle(self) -> None:
        """Let everything happen that is due: deliveries, letters, and what they cause."""
        await self.stage.settle()
        await providers_of(self.stage).postman.settle()
        await self.stage.settle()

    async def row(self, command: RequestPayment):
        (row,) = await self.stage.rows("SELECT * FROM payments.payment WHERE id = :id", id=command.payment_id)
        return row

    async def at_provider(self, command: RequestPayment):
        """Return what the sandbox took and gave back, by its own ledger."""
        (row,) = await self.stage.rows(
            """
            SELECT coalesce(sum(movement.amount_minor) FILTER (WHERE kind = 'capture'), 0)::int AS captured,
                   coalesce(sum(movement.amount_minor) FILTER (WHERE kind = 'refund'), 0)::int AS refunded,
                   count(DISTINCT charge.id)::int AS charges
            FROM payments.sandbox_charge charge
            LEFT JOIN payments.sandbox_movement movement ON charge_id = charge.id WHERE payment_id = :id
            """,
            id=command.payment_id,
        )
        return row


@pytest.fixture
def till(stage: Stage) -> Till:
    return Till(stage)


@pytest.fixture
def later_till(later_stage: Stage) -> Till:
    return Till(later_stage)
