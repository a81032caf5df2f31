"""POST /api/admin/stock/{sku}/adjustments."""

from modules.catalog.adjust_stock.handler import AdjustStock, CountedOtherwise, Delta, Reason
from modules.catalog.domain.adjustments import DeltaOrQuantity
from modules.catalog.domain.stock import NotInTheHouse, Quantity, TooManyOfOne
from modules.catalog.edge import StockShown, shown_stock
from modules.catalog.permissions import STOCK
from souk.bus import Bus
from souk.http import Body, post, requires
from souk.kernel import NotFound


class AdjustmentBody(Body):
    reason: Reason
    delta: Delta | None = None
    quantity: Quantity | None = None
    expected_quantity: Quantity | None = None


@post(
    "/api/admin/stock/{sku}/adjustments",
    policy=requires(STOCK),
    status=201,
    refuses=[NotFound, CountedOtherwise, NotInTheHouse, TooManyOfOne, DeltaOrQuantity],
    example={"delta": 12, "reason": "delivery 4711", "expectedQuantity": 3},
)
async def post_adjustment(sku: str, body: AdjustmentBody, bus: Bus) -> StockShown:
    """Correct the stock by `delta`, or to `quantity`; one of the two. Every correction is in the ledger."""
    command = AdjustStock(
        sku=sku,
        reason=body.reason,
        delta=body.delta,
        quantity=body.quantity,
        expected=body.expected_quantity,
    )
    return shown_stock(await bus.do(command))
