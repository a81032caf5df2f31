"""What Prometheus learns of the comparison with the providers."""

from modules.payments.reconcile_books.job import ReconcileBooks
from souk.measuring import measure_modules
from souk.observability.metrics import METRICS
from souk.testing import Stage


async def measured(stage: Stage) -> float | None:
    await measure_modules(stage.registry, stage.runtime.switchboard)
    return METRICS.get_sample_value("souk_payment_differences", {"provider": "sandbox"})


async def test_the_newest_comparison_counts(stage: Stage, till, do_job):
    assert await measured(stage) is None
    paid = await till.pay(minor=1000)
    change = "UPDATE payments.sandbox_charge SET captured_minor = {} WHERE payment_id = '{}'"
    for minor, differences in ((900, 1.0), (1000, 0.0)):
        await stage.owner(change.format(minor, paid.payment_id))
        stage.clock.advance(hours=1)
        await do_job(ReconcileBooks())
        assert await measured(stage) == differences
