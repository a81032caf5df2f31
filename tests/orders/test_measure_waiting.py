"""What Prometheus learns of orders that wait for us too long."""

from souk.measuring import measure_modules
from souk.observability.metrics import METRICS
from souk.testing import Stage


async def measured(stage: Stage) -> tuple[float | None, float | None]:
    await measure_modules(stage.registry, stage.runtime.switchboard)
    name = "souk_orders_overdue"
    next_action, errand = ({"what": what} for what in ("next action", "errand"))
    return METRICS.get_sample_value(name, next_action), METRICS.get_sample_value(name, errand)


async def test_an_order_that_nobody_looked_after_is_overdue(stage: Stage, ordering):
    assert await measured(stage) == (0, 0)
    order = await ordering()
    assert await measured(stage) == (0, 0)
    due = "UPDATE orders.\"order\" SET next_by = '{}' WHERE id = '{}'"
    await stage.owner(due.format(stage.clock.now().isoformat(), order.order_id))
    stage.clock.advance(minutes=9)
    assert await measured(stage) == (0, 0)
    stage.clock.advance(minutes=2)
    assert await measured(stage) == (1, 0)


async def test_a_figure_that_cannot_be_asked_for_is_missing_rather_than_old(stage: Stage):
    assert await measured(stage) == (0, 0)
    await stage.owner("ALTER TABLE orders.errand RENAME TO gone")
    try:
        assert await measured(stage) == (None, None)
    finally:
        await stage.owner("ALTER TABLE orders.gone RENAME TO errand")
