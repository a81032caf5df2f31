"""The sandbox keeps its ledger in a database; when that is away, the provider is."""

import asyncio

import psycopg
import pytest
import pytest_asyncio

from modules.payments.domain.found import Standing
from modules.payments.domain.gateway import Charge, OutcomeUnknown, ProviderAway
from modules.payments.providers.sandbox.ledger import SandboxLedger
from modules.payments.providers.sandbox.pool import SandboxPool
from souk.configuration import DatabaseSettings
from souk.kernel import CLOCK, Money, new_id
from souk.testing import Stage
from souk.testing.patience import until
from souk.testing.servers import SECRET

HANG_UP = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = 'souk sandbox' AND datname = current_database()
"""
NOWHERE = "postgresql://nobody@/nothing?host=/nowhere"
MONEY = Money(minor=500, currency="EUR")


def wanted(**changes) -> Charge:
    wish = {"payment_id": new_id(), "order_id": new_id(), "amount": MONEY, "token": "tok_ok"}
    return Charge(**(wish | {"description": "", "takes": True} | changes))


@pytest_asyncio.fixture
async def ledger(stage: Stage):
    pool = SandboxPool(stage.configuration[DatabaseSettings], SECRET)
    yield SandboxLedger(pool, CLOCK, "http://shop.test")
    await pool.close()


async def test_a_database_that_cannot_be_reached_is_a_provider_that_is_away():
    pool = SandboxPool(DatabaseSettings(url=NOWHERE), SECRET)
    with pytest.raises(ProviderAway):
        async with SandboxLedger(pool, CLOCK, "").opened() as page:
            await page.row(new_id())


async def test_one_that_goes_in_the_middle_has_done_nothing(stage: Stage, ledger: SandboxLedger):
    with pytest.raises(ProviderAway):
        async with ledger.opened() as page:
            await page.open(wanted(), Standing.AUTHORIZED)
            await stage.owner(HANG_UP)
            await page.row(new_id())
    assert await stage.rows("SELECT 1 FROM payments.sandbox_charge") == []


async def test_one_that_goes_with_the_commit_leaves_it_unknown(stage: Stage, ledger: SandboxLedger):
    with pytest.raises(OutcomeUnknown):
        async with ledger.opened() as page:
            await page.open(wanted(), Standing.AUTHORIZED)
            await stage.owner(HANG_UP)


async def test_a_charge_that_the_database_gave_up_has_not_happened(database, ledger: SandboxLedger):
    with psycopg.connect(database.url) as other:
        other.execute("LOCK TABLE payments.sandbox_charge IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(ProviderAway):
            await ledger.charge(wanted(), Standing.CAPTURED, "", 500, copies=1)


async def test_a_charge_whose_database_goes_meanwhile_is_unknown(
    stage: Stage, database, ledger: SandboxLedger
):
    with psycopg.connect(database.url) as other:
        other.execute("LOCK TABLE payments.sandbox_charge IN ACCESS EXCLUSIVE MODE")
        charging = asyncio.create_task(ledger.charge(wanted(), Standing.CAPTURED, "", 500, copies=1))
        await until(lambda: stage.rows(HANG_UP + " AND wait_event_type = 'Lock'"))
        with pytest.raises(OutcomeUnknown):
            await charging
