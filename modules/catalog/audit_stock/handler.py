"""Look the stock over for the doctor: every counter beside its ledger, and nothing oversold."""

from sqlalchemy import Select, func, select

from modules.catalog.tables import movements, stocks
from souk.database import Transaction
from souk.messages import Query
from souk.modules import Finding


class CountDrift(Query[tuple[int, int, int]]):
    """Asks how many variants there are, how many are not the sum of their ledger, how many are oversold."""


async def count_drift(tx: Transaction, _: CountDrift) -> tuple[int, int, int]:
    row = (await tx.execute(_drift())).one()
    return row.variants, row.off, row.oversold


async def stock_agrees(tx: Transaction) -> Finding:
    """S: initial + received = on hand + sold, and nothing is promised that is not there."""
    variants, off, oversold = await tx.ask(CountDrift())
    return Finding(
        check="S stock: counters are the sum of their ledger",
        well=off == 0 and oversold == 0,
        figure=f"{variants} variants; {off} drifted, {oversold} oversold",
        remedy="A counter was changed by hand: docs/runbooks.md, DoctorFindsIll, says how it is put right.",
    )


def _drift() -> Select[int, int, int]:
    sums = (
        select(
            movements.c.variant_id,
            func.sum(movements.c.on_hand_change).label("on_hand"),
            func.sum(movements.c.reserved_change).label("reserved"),
        )
        .group_by(movements.c.variant_id)
        .subquery()
    )
    on_hand, reserved = func.coalesce(sums.c.on_hand, 0), func.coalesce(sums.c.reserved, 0)
    drifted = (stocks.c.on_hand != on_hand) | (stocks.c.reserved != reserved)
    oversold = stocks.c.on_hand - stocks.c.reserved < -stocks.c.backorder_limit
    return select(
        func.count().label("variants"),
        func.count().filter(drifted).label("off"),
        func.count().filter(oversold).label("oversold"),
    ).select_from(stocks.outerjoin(sums, sums.c.variant_id == stocks.c.variant_id))
