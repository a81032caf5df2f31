"""The suite of catalog: the module alone, on its own database, with a few goods to put on its shelves."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from modules.catalog.add_category.handler import AddCategory, AddedCategory
from modules.catalog.add_product.handler import AddedProduct, AddProduct
from modules.catalog.contracts.commands import (
    CommitReservation,
    HoldReservation,
    ReleaseReservation,
    ReserveStock,
    StockLine,
)
from modules.catalog.contracts.read_models import RebuildCards, RebuiltCards
from modules.catalog.domain.new_product import NewProduct, NewVariant
from modules.catalog.module import module
from souk.kernel import Money, new_id
from souk.messages import SYSTEM
from souk.testing import Stage, staff, stage_of

database, stage = stage_of(module, names=["catalog"])


class Goods:
    """Adds categories and products the way the shop does, with defaults for what does not matter."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.skus = 0

    async def category(self, name: str, parent: str | None = None, **changes) -> AddedCategory:
        return await self.stage.do(AddCategory(name=name, parent=parent, **changes), SYSTEM)

    async def product(self, name: str, category: str, *variants: NewVariant, **changes) -> AddedProduct:
        offered = variants or (self.variant(),)
        product = NewProduct(name=name, category=category, variants=offered, **changes)
        added = await self.stage.do(AddProduct(product=product), SYSTEM)
        await self.stage.settle()
        return added

    async def recompile(self) -> RebuiltCards:
        """Bring the read model up to date with what a test changed straight in the tables."""
        return await self.stage.do(RebuildCards(), SYSTEM)

    def variant(self, euros: int = 10, on_hand: int = 5, sku: str = "", **options: str) -> NewVariant:
        self.skus += 1
        price = Money(minor=euros * 100, currency="EUR")
        return NewVariant(sku=sku or f"SKU-{self.skus}", price=price, on_hand=on_hand, options=options)


@pytest.fixture
def goods(stage: Stage) -> Goods:
    return Goods(stage)


class StockRoom:
    """Reserves, holds, sells and gives back the way orders does, and looks into the books."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        # As many at once as the module has connections: who waits for one for too long is told 503, and a
        # busy machine shall not turn a test of locks into a test of that.
        self.connections = asyncio.Semaphore(10)

    def reserving(self, *lines: tuple[UUID, int], id: UUID | None = None, minutes: int = 15) -> ReserveStock:
        wanted = tuple(StockLine(variant_id=variant, quantity=quantity) for variant, quantity in lines)
        until = self.stage.clock.now() + timedelta(minutes=minutes)
        return ReserveStock(reservation_id=id or new_id(), lines=wanted, expires_at=until)

    async def reserve(self, *lines: tuple[UUID, int], **more) -> UUID:
        command = self.reserving(*lines, **more)
        async with self.connections:
            await self.stage.do(command)
        return command.reservation_id

    async def hold(self, id: UUID) -> bool:
        return (await self.stage.do(HoldReservation(reservation_id=id))).held

    async def sell(self, id: UUID, *lines: tuple[UUID, int], parcel: UUID | None = None) -> None:
        wanted = tuple(StockLine(variant_id=variant, quantity=quantity) for variant, quantity in lines)
        await self.stage.do(
            CommitReservation(reservation_id=id, parcel_id=parcel or new_id(), lines=wanted), SYSTEM
        )

    async def release(self, id: UUID, *lines: tuple[UUID, int], release: UUID | None = None) -> None:
        wanted = tuple(StockLine(variant_id=variant, quantity=quantity) for variant, quantity in lines)
        await self.stage.do(
            ReleaseReservation(reservation_id=id, release_id=release or new_id(), lines=wanted), SYSTEM
        )

    async def counters(self, variant: UUID) -> tuple[int, int]:
        sql = "SELECT on_hand, reserved FROM catalog.stock WHERE variant_id = :variant"
        row = (await self.stage.rows(sql, variant=variant))[0]
        return row["on_hand"], row["reserved"]

    async def state(self, id: UUID) -> str:
        rows = await self.stage.rows("SELECT state FROM catalog.reservation WHERE id = :id", id=id)
        return rows[0]["state"]

    async def balance(self) -> None:
        """The counters are the sum of the ledger, and what is reserved is what is left of live promises."""
        assert await self.stage.rows(UNBALANCED) == []


UNBALANCED = """
    SELECT s.variant_id, s.on_hand, s.reserved, m.on_hand AS moved, m.reserved AS promised, l.left_over
    FROM catalog.stock s
    JOIN LATERAL (
        SELECT coalesce(sum(on_hand_change), 0) AS on_hand, coalesce(sum(reserved_change), 0) AS reserved
        FROM catalog.stock_movement m WHERE m.variant_id = s.variant_id
    ) m ON true
    JOIN LATERAL (
        SELECT coalesce(sum(quantity - sold - released), 0) AS left_over FROM catalog.reservation_line l
        JOIN catalog.reservation r ON r.id = l.reservation_id
        WHERE l.variant_id = s.variant_id AND r.state IN ('open', 'held')
    ) l ON true
    WHERE s.on_hand <> m.on_hand OR s.reserved <> m.reserved OR s.reserved <> l.left_over
"""


@pytest.fixture
def stock_room(stage: Stage) -> StockRoom:
    return StockRoom(stage)


EDITOR = staff("catalog:edit", "catalog:stock", "catalog:reviews")


class Desk:
    """A back office, whose client names the version that it has seen."""

    def __init__(self, stage: Stage, client: httpx.AsyncClient) -> None:
        self.stage = stage
        self.client = client

    async def sheet(self, id: UUID) -> httpx.Response:
        return await self.client.get(f"/api/admin/products/{id}")

    async def edit(self, method: str, path: str, version: int | str, **body: Any) -> httpx.Response:
        """Change something, and let the storefront follow."""
        tag = version if isinstance(version, str) else f'"v{version}"'
        answer = await self.client.request(
            method, f"/api/admin{path}", headers={"if-match": tag}, json=body or None
        )
        await self.stage.settle()
        return answer


@pytest.fixture
async def desk(stage: Stage):
    async with stage.client(EDITOR) as client:
        yield Desk(stage, client)
