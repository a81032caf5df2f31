"""Comparing the books with the providers."""

from modules.payments.reconcile_books.job import ReconcileBooks
from souk.kernel import new_id
from souk.testing import Stage

DIFFERENCES = "SELECT what, payment_id, booked, found FROM payments.difference ORDER BY id"


async def test_finds_nothing_where_all_is_well(stage: Stage, till, do_job):
    await till.pay()
    await till.pay("tok_declined")
    await till.pay("tok_timeout_after_charge")
    stage.clock.advance(hours=1)
    await do_job(ReconcileBooks())
    assert await stage.rows(DIFFERENCES) == []
    (run,) = await stage.rows("SELECT provider, compared, differences FROM payments.reconciliation")
    assert (run["provider"], run["compared"], run["differences"]) == ("sandbox", 3, 0)


async def test_lists_every_difference(stage: Stage, till, do_job):
    short, unknown, forgotten = [await till.pay(minor=1000) for _ in range(3)]
    await stage.rows(
        "UPDATE payments.sandbox_charge SET captured_minor = 900 WHERE payment_id = :id RETURNING id",
        id=short.payment_id,
    )
    await stage.rows(
        "UPDATE payments.sandbox_charge SET payment_id = :other WHERE payment_id = :id RETURNING id",
        id=unknown.payment_id,
        other=new_id(),
    )
    stage.clock.advance(hours=1)
    await do_job(ReconcileBooks())
    found = {(row["what"], row["payment_id"]) for row in await stage.rows(DIFFERENCES)}
    assert ("captured differs", short.payment_id) in found
    assert ("the provider does not know it", unknown.payment_id) in found
    assert {what for what, _ in found} == {
        "captured differs",
        "the provider does not know it",
        "only the provider knows it",
    }
    assert forgotten.payment_id not in {payment for _, payment in found}


async def test_what_is_under_way_is_no_difference(stage: Stage, till, do_job):
    await till.ask()
    stage.clock.advance(hours=1)
    await stage.owner("DELETE FROM souk.delivery")
    await do_job(ReconcileBooks())
    assert await stage.rows(DIFFERENCES) == []


async def test_what_is_older_than_the_days_is_left_alone(stage: Stage, till, do_job):
    await till.pay()
    await stage.owner("DELETE FROM payments.sandbox_movement; DELETE FROM payments.sandbox_charge")
    stage.clock.advance(days=4)
    await do_job(ReconcileBooks(days=3))
    assert await stage.rows(DIFFERENCES) == []
    await do_job(ReconcileBooks(days=5))
    assert len(await stage.rows(DIFFERENCES)) == 1
